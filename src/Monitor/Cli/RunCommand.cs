using System.CommandLine;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;

namespace AvianVox.Monitor.Cli;

/// <summary>"avianvox run": the station.</summary>
internal static class RunCommand
{
    /// <summary>What it is called by.</summary>
    public const string Name = "run";

    private static readonly Option<string?> Config = new("--config")
    {
        Description = $"Configuration file; {StationConfiguration.DefaultText}.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Sets one value, such as Detector:Threshold=0.6; may be repeated.",
        HelpName = "KEY=VALUE",
    };

    private static readonly Option<string[]> Source = new("--source")
    {
        Description = "What to listen to, in place of the configuration's sources, in their order and with their other settings: mic, mic:NAME, the address of a stream (rtsp://, http://, https://), - (raw samples on standard input) or the path of a recording; may be repeated.",
        HelpName = "INPUT",
    };

    private static readonly Option<Pace?> PaceOption = new("--pace")
    {
        Description = "Plays recordings in real time, or as fast as the station takes them.",
        CustomParser = value => OptionValue.Choice<Pace>(value),
        HelpName = "real|max",
    };

    private static readonly Option<string?> Model = new("--model") { Description = "Folder of the model package.", HelpName = "DIR" };

    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the journal.", HelpName = "DIR" };

    private static readonly Option<string?> Mqtt = new("--mqtt")
    {
        Description = "The broker: mqtt://HOST[:PORT], mqtts://HOST[:PORT], embedded or off.",
        HelpName = "URL|embedded|off",
    };

    private static readonly Option<bool> Wait = new("--wait-for-device")
    {
        Description = "Waits for a microphone that is not there yet, as the station always does under systemd.",
    };

    private static readonly Option<bool> Explain = new("--explain") { Description = "Tells of each detection that a rule rejected, and why." };

    private static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "Tells more, and where a fault came from." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(Name, "Listens, names the birds it hears, and tells.") { Config, Set, Source, PaceOption, Model, Data, Mqtt, Wait, Explain, Verbose };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var isVerbose = arguments.GetValue(Verbose);
        try
        {
            var settings = new HostSettings
            {
                IsVerbose = isVerbose,
                Explains = arguments.GetValue(Explain),
                WaitForDevices = arguments.GetValue(Wait),
                Reload = () => Options(arguments),
            };
            return await StationHost.RunAsync(Options(arguments), settings, cancellation);
        }
        catch (Exception fault)
        {
            return FaultReport.Write(fault, isVerbose, arguments.InvocationConfiguration.Error);
        }
    }

    /// <summary>The configuration with all that the command line changes in it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="ConfigurationException">Something is wrong; it lists everything that is.</exception>
    internal static StationOptions Options(ParseResult arguments)
    {
        return StationConfiguration.Load(
            arguments.GetValue(Config),
            [.. arguments.GetValue(Set) ?? [], .. Overrides(arguments)],
            change: options =>
            {
                if (arguments.GetValue(Source) is { Length: > 0 } inputs)
                {
                    options.Sources = Listen(SourceNames.Name(inputs), options.Sources);
                }

                if (arguments.GetValue(PaceOption) is { } pace)
                {
                    foreach (var source in options.Sources)
                    {
                        source.Pace = pace;
                    }
                }
            });
    }

    /// <summary>Each configured source listens to something else under another name; what is set for it otherwise holds.</summary>
    private static List<SourceOptions> Listen(IReadOnlyList<(string Name, string Input)> inputs, IList<SourceOptions> configured)
    {
        var sources = new List<SourceOptions>();
        foreach (var (index, (name, input)) in inputs.Index())
        {
            var source = index < configured.Count ? configured[index] : new SourceOptions();
            source.Name = name;
            source.Input = input;
            sources.Add(source);
        }

        return sources;
    }

    private static IEnumerable<string> Overrides(ParseResult arguments)
    {
        if (arguments.GetValue(Model) is { } model)
        {
            yield return $"Model:Folder={model}";
        }

        if (arguments.GetValue(Data) is { } data)
        {
            yield return $"Data:Folder={data}";
        }

        switch (arguments.GetValue(Mqtt)?.ToLowerInvariant())
        {
            case null:
                break;
            case "off":
                yield return "Mqtt:Mode=Off";
                break;
            case "embedded":
                yield return "Mqtt:Mode=Embedded";
                break;
            default:
                yield return "Mqtt:Mode=External";
                yield return $"Mqtt:Url={arguments.GetValue(Mqtt)}";
                break;
        }
    }
}
