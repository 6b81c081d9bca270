using System.CommandLine;
using AvianVox.Listening.Programs;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Doctor;

namespace AvianVox.Monitor.Cli;

/// <summary>"avianvox doctor": looks at everything a station needs, and says what to do about what is wrong.</summary>
internal static class DoctorCommand
{
    /// <summary>How long each microphone is listened to, in seconds.</summary>
    private const double DefaultSeconds = 5;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = $"Configuration file; {StationConfiguration.DefaultText}.", HelpName = "FILE" };
        var sets = new Option<string[]>("--set") { Description = "Sets one value, such as Mqtt:Url=mqtt://broker; may be repeated.", HelpName = "KEY=VALUE" };
        var data = new Option<string?>("--data") { Description = "Data folder; default the one of the configuration.", HelpName = "DIR" };
        var seconds = new Option<double?>("--seconds")
        {
            Description = "How long each microphone is listened to. Default 5.",
            CustomParser = value => OptionValue.Real(value, number => number is >= 1 and <= 60, "a number from 1 to 60"),
            HelpName = "S",
        };
        var json = new Option<bool>("--json") { Description = "Tells everything as JSON." };
        var command = new Command("doctor", "Looks at configuration, model, microphones, broker, database, disk, clock, heat and permissions; ends with 1 when something is at fault.")
        {
            config, sets, data, seconds, json,
        };
        command.SetAction(async (arguments, cancellation) =>
        {
            var output = arguments.InvocationConfiguration.Output;
            var isJson = arguments.GetValue(json);
            var meter = new MeterLine(isJson || Console.IsErrorRedirected ? null : arguments.InvocationConfiguration.Error);
            IEnumerable<string> settings = arguments.GetValue(sets) ?? [];
            if (arguments.GetValue(data) is { } folder)
            {
                settings = settings.Append($"Data:Folder={folder}");
            }

            var report = new CheckReport();
            foreach (var check in Checks(arguments.GetValue(config), [.. settings], TimeSpan.FromSeconds(arguments.GetValue(seconds) ?? DefaultSeconds), meter))
            {
                var findings = await report.RunAsync(check, cancellation);
                if (!isJson)
                {
                    CheckReport.WriteLines(check.Name, findings, output);
                }
            }

            if (isJson)
            {
                report.WriteJson(output);
            }
            else
            {
                report.WriteSum(output);
            }

            return report.Worst == Verdict.Fault ? ExitCodes.Faulty : ExitCodes.Ok;
        });
        return command;
    }

    private static IEnumerable<ICheck> Checks(string? file, IReadOnlyList<string> sets, TimeSpan length, IMeter meter)
    {
        StationOptions? options = null;
        ConfigurationException? fault = null;
        try
        {
            options = StationConfiguration.Load(file, sets);
        }
        catch (ConfigurationException error)
        {
            fault = error;
        }

        var time = TimeProvider.System;
        var path = StationConfiguration.InUse(file);
        IEnumerable<ICheck> configuration = [new ConfigurationCheck(path, fault)];
        return [.. configuration, .. options is null ? [] : Checkup.Of(options, path, new SourceFactory(time), length, meter, time), .. Checkup.OfMachine(time)];
    }
}
