using System.CommandLine;
using System.Globalization;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AvianVox.Monitor.Cli;

/// <summary>"avianvox journal": whether the journal is sound, and what to do about it where it is not.</summary>
internal static class JournalCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() => new("journal", "Looks at the journal's files, and mends them.")
    {
        Create("check", "Reads every page of the journal, whether or not the station runs; ends with 1 when something is damaged.", Check),
        Create("repair", "Moves what can be read of damaged journals into a sound one; the station must not run.", Repair),
    };

    private static Command Create(string name, string description, Func<StationOptions, TextWriter, CancellationToken, int> act)
    {
        var data = new Option<string?>("--data") { Description = "Data folder; default the one of the configuration.", HelpName = "DIR" };
        var config = new Option<string?>("--config") { Description = $"Configuration file; {StationConfiguration.DefaultText}.", HelpName = "FILE" };
        var command = new Command(name, description) { data, config };
        command.SetAction((arguments, cancellation) =>
        {
            try
            {
                var options = StationConfiguration.Load(arguments.GetValue(config), []);
                options.Data.Folder = arguments.GetValue(data) ?? options.Data.Folder;
                return Task.FromResult(act(options, arguments.InvocationConfiguration.Output, cancellation));
            }
            catch (Exception fault) when (fault is ConfigurationException or JournalException or IOException)
            {
                return Task.FromResult(FaultReport.Write(fault, showTrace: false, arguments.InvocationConfiguration.Error));
            }
        });
        return command;
    }

    private static int Check(StationOptions options, TextWriter output, CancellationToken cancellation)
    {
        var folder = options.Data.Folder;
        var path = JournalFiles.Database(folder);
        // Says where there is none, or one of another version.
        var fault = Opens(folder) ?? JournalInspection.Find(path, isThorough: true, cancellation);
        output.WriteLine(fault is null ? $"{path}: sound" : fault.Message);
        var aside = JournalFiles.Aside(folder);
        foreach (var damaged in aside)
        {
            output.WriteLine($"{damaged}: a damaged journal that was set aside. Stop the station and run \"avianvox journal repair\": it moves what can be read of it back.");
        }

        return fault is null && aside.Count == 0 ? ExitCodes.Ok : ExitCodes.Faulty;
    }

    private static JournalException? Opens(string folder)
    {
        try
        {
            using var journal = JournalReader.Open(folder);
            return null;
        }
        catch (JournalException fault) when (fault.Kind == JournalFaultKind.Damaged)
        {
            return fault;
        }
    }

    private static int Repair(StationOptions options, TextWriter output, CancellationToken cancellation)
    {
        if (!Directory.Exists(options.Data.Folder))
        {
            throw new JournalException(
                JournalFaultKind.Protected,
                $"There is no journal in {options.Data.Folder}. Name the station's data folder with --data.");
        }

        var reports = JournalRepair.Run(options.Data.Folder, options.Station.Id, TimeProvider.System, NullLogger.Instance, cancellation);
        foreach (var report in reports)
        {
            Print(report, output);
        }

        output.WriteLine(reports.Count == 0
            ? $"{JournalFiles.Database(options.Data.Folder)}: sound; there was nothing to repair"
            : $"{JournalFiles.Database(options.Data.Folder)} is whole again; start the station.");
        return ExitCodes.Ok;
    }

    private static void Print(RepairReport report, TextWriter output)
    {
        output.WriteLine($"{report.Path}:");
        output.WriteLine("  table                       read       moved     garbage  holes");
        foreach (var table in report.Tables)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {table.Table,-20}  {table.Read,10}  {table.Moved,10}  {table.Garbage,10}  {table.Holes,5}"));
        }

        if (report.Tables.Any(table => table.Holes > 0 || table.Garbage > 0))
        {
            output.WriteLine("  Some rows could not be read: each hole is a page or several of them.");
        }

        output.WriteLine($"  It is kept as {report.KeptAs}; delete it when you have what you want of it.");
    }
}
