using System.CommandLine;
using System.Globalization;
using AvianVox.Demo;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Models;
using AvianVox.Listening.Programs;
using AvianVox.Listening.Sources;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Demo;
using AvianVox.Monitor.Hosting;
using AvianVox.Station.Identity;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;

namespace AvianVox.Monitor.Cli;

/// <summary>"avianvox demo": the station on a soundscape that is calculated, with nothing to set up.</summary>
internal static class DemoCommand
{
    /// <summary>Name of the demo's station and, in topics, of its source.</summary>
    private const string Name = "demo";

    private const double MostMinutes = 10_000;

    private static readonly Option<double> Minutes = new("--minutes")
    {
        Description = "Stops after so many minutes; 0 goes on until Ctrl-C.",
        DefaultValueFactory = _ => 2,
        CustomParser = value => OptionValue.Real(
            value,
            n => n is >= 0 and <= MostMinutes,
            FormattableString.Invariant($"0 (no end) or a number up to {MostMinutes}")),
        HelpName = "N",
    };

    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "Another number makes another chorus, the same one the same.",
        DefaultValueFactory = _ => 1,
        CustomParser = value => OptionValue.Whole<ulong>(
            value,
            _ => true,
            FormattableString.Invariant($"a whole number from 0 to {ulong.MaxValue}")),
        HelpName = "N",
    };

    private static readonly Option<string?> Out = new("--out") { Description = "Writes the soundscape to a WAV file too, before it begins.", HelpName = "FILE.wav" };

    /// <summary>
    /// Of every bird. The model's own keep voices, dogs and engines out, and birds that sing at the same time; here is nothing but one bird
    /// after the other.
    /// </summary>
    private const double Threshold = 0.5;

    private static readonly Option<string?> Model = new("--model") { Description = "Folder of the model package. Default models/british-birds.", HelpName = "DIR" };

    private static readonly Option<string?> Data = new("--data") { Description = "Folder of the journal. Default: a new temporary one.", HelpName = "DIR" };

    private static readonly Option<Pace?> PaceOption = new("--pace")
    {
        Description = "In real time, or as fast as the station takes it. Default real.",
        CustomParser = value => OptionValue.Choice<Pace>(value),
        HelpName = "real|max",
    };

    private static readonly Option<bool> Explain = new("--explain") { Description = "Tells of each detection that a rule rejected, and why." };

    private static readonly Option<bool> Verbose = new("--verbose", "-v") { Description = "Shows the station's own log too." };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("demo", "Runs the station on a synthetic dawn chorus, with a broker of its own; nothing is to be set up.")
        {
            Minutes, Seed, Out, Model, Data, PaceOption, Explain, Verbose,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var (output, isVerbose) = (arguments.InvocationConfiguration.Output, arguments.GetValue(Verbose));
        DirectoryInfo? temporary = null;
        try
        {
            var minutes = arguments.GetValue(Minutes);
            if (minutes == 0 && (arguments.GetValue(Out) is not null || arguments.GetValue(PaceOption) == Pace.Max))
            {
                throw new StationException(
                    "A soundscape without end can neither be written to a file nor played faster than real time: give --minutes N.",
                    ExitCodes.Usage);
            }

            long? samples = minutes > 0 ? (long)Math.Round(minutes * 60 * DawnChorus.SampleRate) : null;
            var chorus = new DawnChorus(arguments.GetValue(Seed));
            output.WriteLine("This is a SYNTHETIC dawn chorus: every song is calculated, after real ones; no bird was recorded.");
            if (arguments.GetValue(Out) is { } file && samples is { } length)
            {
                SoundscapeFile.Write(file, chorus, length, cancellation);
                output.WriteLine($"Written to    {file}");
            }

            temporary = arguments.GetValue(Data) is null ? Directory.CreateTempSubdirectory("avianvox-demo-") : null;
            var options = Options(arguments, temporary?.FullName);
            StationConfiguration.Validate(options);
            Introduce(output, options, samples is null ? null : minutes);
            var terminal = new DemoTerminal(output, chorus.Programme);
            var settings = new HostSettings
            {
                IsVerbose = isVerbose,
                IsQuiet = !isVerbose,
                Listener = terminal,
                Rejections = arguments.GetValue(Explain) ? terminal : null,
                Sources = new DemoSources(chorus, samples, terminal, TimeProvider.System),
            };
            var code = await StationHost.RunAsync(options, settings, cancellation);
            terminal.Summarise();
            output.WriteLine();
            output.WriteLine($"The journal and the clips stay: {OwnName.Command} detections --data {options.Data.Folder}");
            return code;
        }
        catch (Exception fault)
        {
            if (temporary is not null && !temporary.EnumerateFileSystemInfos().Any())
            {
                temporary.Delete();
            }

            return FaultReport.Write(fault, isVerbose, arguments.InvocationConfiguration.Error);
        }
    }

    private static StationOptions Options(ParseResult arguments, string? temporary)
    {
        var port = LoopbackPort.Free(LoopbackPort.Mqtt);
        return new StationOptions
        {
            Station = new IdentityOptions { Id = Name, Name = "AvianVox demo" },
            Detector = new DetectorOptions { Threshold = Threshold },
            Data = new DataOptions { Folder = temporary ?? arguments.GetValue(Data)! },
            Model = new ModelOptions { Folder = arguments.GetValue(Model) ?? new ModelOptions().Folder },
            Mqtt = new MqttOptions { Mode = MqttMode.Embedded, Listen = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}") },
            Sources = [new SourceOptions { Name = "chorus", Input = Name, Pace = arguments.GetValue(PaceOption) ?? Pace.Real }],
        };
    }

    private static void Introduce(TextWriter output, StationOptions options, double? minutes)
    {
        var port = options.Mqtt.Listen[(options.Mqtt.Listen.LastIndexOf(':') + 1)..];
        output.WriteLine($"Model         {ListeningModelLoader.FindFolder(options.Model.Folder)}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Threshold     {Threshold:0.00}, lower than the model's own: nobody here coughs, barks or drives past"));
        output.WriteLine($"Journal       {options.Data.Folder}");
        output.WriteLine($"Broker        {options.Mqtt.Listen}{(port == "1883" ? "" : " (1883 is in use)")}; the same on MQTT, in another terminal:");
        output.WriteLine($"              mosquitto_sub -h 127.0.0.1 -p {port} -t '{options.Mqtt.TopicPrefix}/{options.Station.Id}/#' -v");
        output.WriteLine(minutes is { } limit ? string.Create(CultureInfo.InvariantCulture, $"Ends          after {limit:0.##} min, or with Ctrl-C") : "Ends          with Ctrl-C");
        output.WriteLine();
    }
}
