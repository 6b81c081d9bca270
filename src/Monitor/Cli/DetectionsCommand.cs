using System.CommandLine;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using AvianVox.Listening.Models;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Configuration;
using AvianVox.Station.Journal;

namespace AvianVox.Monitor.Cli;

/// <summary>"avianvox detections": reads the journal, whether or not the station runs.</summary>
internal static class DetectionsCommand
{
    private const int UsualWidth = 80;

    /// <summary>Makes the command.</summary>
    public static Command Create() => Create(TimeProvider.System);

    /// <summary>Makes the command.</summary>
    /// <param name="time">Tells the present, for "--since 7d".</param>
    public static Command Create(TimeProvider time)
    {
        var data = new Option<string?>("--data") { Description = "Data folder; default the one of the configuration.", HelpName = "DIR" };
        var config = new Option<string?>("--config") { Description = $"Configuration file; {StationConfiguration.DefaultText}.", HelpName = "FILE" };
        var since = new Option<string?>("--since") { Description = $"Only what was heard after {TimeArgument.Allowed}.", HelpName = "TIME" };
        var until = new Option<string?>("--until") { Description = "Only what began before that time.", HelpName = "TIME" };
        var species = new Option<string?>("--species") { Description = "Only this species: code, scientific or common name.", HelpName = "NAME" };
        var source = new Option<string?>("--source") { Description = "Only this source.", HelpName = "NAME" };
        var limit = new Option<int?>("--limit")
        {
            Description = "Only the latest so many.",
            CustomParser = value => OptionValue.Whole<int>(
                value,
                n => n > 0,
                FormattableString.Invariant($"a whole number from 1 to {int.MaxValue}")),
            HelpName = "N",
        };
        var format = new Option<DetectionFormat?>("--format")
        {
            Description = "table (local time), csv or json (UTC). Default table.",
            CustomParser = value => OptionValue.Choice<DetectionFormat>(value),
            HelpName = "table|csv|json",
        };
        var command = new Command("detections", "Shows what was heard, from the journal.") { data, config, since, until, species, source, limit, format };
        command.SetAction(arguments =>
        {
            var output = arguments.InvocationConfiguration.Output;
            var error = arguments.InvocationConfiguration.Error;
            try
            {
                var options = StationConfiguration.Load(arguments.GetValue(config), []);
                var zone = options.Station.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : time.LocalTimeZone;
                var query = new DetectionQuery
                {
                    Since = Time(arguments.GetValue(since), "--since", time, zone),
                    Until = Time(arguments.GetValue(until), "--until", time, zone),
                    Source = arguments.GetValue(source),
                    Limit = arguments.GetValue(limit),
                };
                var folder = arguments.GetValue(data) ?? options.Data.Folder;
                if (JournalFiles.Aside(folder) is { Count: > 0 } aside)
                {
                    error.WriteLine($"What was heard before is in {string.Join(", ", aside)}, damaged and set aside: \"avianvox journal repair\" moves what can be read of it back.");
                }

                using var journal = JournalReader.Open(folder);
                if (arguments.GetValue(species) is { } asked)
                {
                    query = query with { Species = Code(asked, journal, options) };
                }

                Print(journal, query, arguments.GetValue(format) ?? DetectionFormat.Table, zone, output);
                return ExitCodes.Ok;
            }
            catch (FormatException fault)
            {
                error.WriteLine(fault.Message);
                return ExitCodes.Usage;
            }
            catch (ConfigurationException fault)
            {
                error.WriteLine(fault.Message);
                return ExitCodes.Configuration;
            }
            catch (JournalException fault)
            {
                error.WriteLine(fault.Message);
                return ExitCodes.InputOutput;
            }
        });
        return command;
    }

    private static void Print(JournalReader journal, DetectionQuery query, DetectionFormat format, TimeZoneInfo zone, TextWriter output)
    {
        var rows = journal.Detections(query);
        switch (format)
        {
            case DetectionFormat.Csv:
                DetectionPrinter.Csv(output, rows);
                break;
            case DetectionFormat.Json:
                DetectionPrinter.Json(output, rows);
                break;
            default:
                var isTerminal = output is PlainWriter { Inner: var inner } && ReferenceEquals(inner, Console.Out) && !Console.IsOutputRedirected;
                DetectionPrinter.Table(output, rows, journal.Effort(query), zone, isTerminal ? Width() : null);
                break;
        }
    }

    /// <summary>Of the terminal; 80 where it does not tell.</summary>
    private static int Width()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : UsualWidth;
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }

    /// <summary>Code of a species that the journal has heard, or that the model knows.</summary>
    /// <exception cref="FormatException">Neither knows it.</exception>
    private static string Code(string asked, JournalReader journal, StationOptions options)
    {
        var heard = journal.Species();
        if (LabelNames.Find(heard, asked) is { } label)
        {
            return label.Code;
        }

        IReadOnlyList<Label> known = [.. heard, .. LabelsOfModel(options)];
        return LabelNames.Find(known, asked)?.Code
            ?? throw new FormatException($"--species {asked}: was never heard, and the model has no label of that name{(LabelNames.Nearest(known, asked) is { } near ? $"; the nearest is {near}" : "")}");
    }

    private static IReadOnlyList<Label> LabelsOfModel(StationOptions options)
    {
        try
        {
            return ModelLoader.Load(ListeningModelLoader.FindFolder(options.Model.Folder)).Labels;
        }
        catch (ModelPackageException)
        {
            // The journal can be read without it.
            return [];
        }
    }

    private static DateTimeOffset? Time(string? text, string option, TimeProvider time, TimeZoneInfo zone)
    {
        if (text is null)
        {
            return null;
        }

        return TimeArgument.TryParse(text, time.GetUtcNow(), zone, out var moment)
            ? moment
            : throw new FormatException($"{option} {text}: must be {TimeArgument.Allowed}");
    }
}
