using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Journal;
using AvianVox.Station.Messages;

namespace AvianVox.Monitor.Cli;

/// <summary>"avianvox sinks": how far each sink is, and what it would not take; whether or not the station runs.</summary>
internal static class SinksCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Data folder; default the one of the configuration.", HelpName = "DIR" };
        var config = new Option<string?>("--config") { Description = $"Configuration file; {StationConfiguration.DefaultText}.", HelpName = "FILE" };
        var setAside = new Option<bool>("--set-aside") { Description = "Prints what sinks would not take, one JSON object a line, with the reason." };
        var command = new Command("sinks", "Shows how far each sink has read the journal, and what was set aside.") { data, config, setAside };
        command.SetAction(arguments =>
        {
            var output = arguments.InvocationConfiguration.Output;
            try
            {
                var folder = arguments.GetValue(data) ?? StationConfiguration.Load(arguments.GetValue(config), []).Data.Folder;
                using var journal = JournalReader.Open(folder);
                if (arguments.GetValue(setAside))
                {
                    PrintSetAside(journal, output);
                }
                else
                {
                    PrintPlaces(journal, output);
                }

                return ExitCodes.Ok;
            }
            catch (Exception fault) when (fault is ConfigurationException or JournalException)
            {
                return FaultReport.Write(fault, showTrace: false, arguments.InvocationConfiguration.Error);
            }
        });
        return command;
    }

    private static void PrintPlaces(JournalReader journal, TextWriter output)
    {
        var last = journal.LastSequence();
        output.WriteLine("sink        delivered to     waiting   set aside     dropped");
        foreach (var (sink, place) in journal.Sinks())
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{sink,-10}  {place.Sequence,12}  {Math.Max(0, last - place.Sequence),10}  {place.SetAside,10}  {place.Dropped,10}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the log ends at {last}"));
    }

    private static void PrintSetAside(JournalReader journal, TextWriter output)
    {
        foreach (var row in journal.SetAside())
        {
            output.WriteLine(new JsonObject
            {
                ["sink"] = row.Sink,
                ["sequence"] = row.Sequence,
                ["at"] = row.At.UtcDateTime.ToString(JournalJson.TimeFormat, CultureInfo.InvariantCulture),
                ["kind"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(row.Kind),
                ["reason"] = row.Reason,
                ["payload"] = row.Payload,
            }.ToJsonString());
        }
    }
}
