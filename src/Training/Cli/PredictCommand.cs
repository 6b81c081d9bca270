using System.CommandLine;
using AvianVox.Classification.Loading;
using AvianVox.Classification.Packages;
using AvianVox.Training.Fetching;
using AvianVox.Training.Predicting;
using AvianVox.Training.Reports;
using Spectre.Console;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train predict: which birds a model hears in files.</summary>
internal static class PredictCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Recordings, or http and https addresses of recordings",
        };
        var model = new Option<string>("--model")
        {
            HelpName = "DIR",
            Description = "Model package that takes features",
            DefaultValueFactory = _ => "models/british-birds",
        };
        var top = new Option<int>("--top")
        {
            HelpName = "N",
            Description = "Labels to show per file or window",
            DefaultValueFactory = _ => 5,
        };
        top.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > 10_000)
            {
                r.AddError("--top is to be 1 to 10000");
            }
        });
        var windows = new Option<bool>("--windows") { Description = "Tell every window too" };
        var json = new Option<bool>("--json") { Description = "Write JSON in place of tables" };
        var csv = new Option<bool>("--csv") { Description = "Write CSV in place of tables" };
        var command = new Command("predict", "Name what a model hears in recordings") { files, model, top, windows, json, csv };
        command.Validators.Add(r =>
        {
            if (r.GetValue(json) && r.GetValue(csv))
            {
                r.AddError("--json and --csv: one of the two at a time");
            }

            if (r.GetValue(files)?.Any(string.IsNullOrWhiteSpace) == true)
            {
                // What a shell makes of a variable or a command that came up empty.
                r.AddError("a file's name is empty; name files or http addresses");
            }
        });
        command.SetAction(async (parsed, stop) =>
        {
            var package = ModelLoader.Load(parsed.GetRequiredValue(model));
            var text = new PredictionText(package, parsed.GetValue(top), parsed.GetValue(windows));
            var streams = parsed.InvocationConfiguration;
            IPredictionWriter writer = parsed.GetValue(json) ? new JsonWriter(streams.Output, text)
                : parsed.GetValue(csv) ? new CsvWriter(streams.Output, text)
                : new TableWriter(Consoles.On(streams.Output), package, parsed.GetValue(top), parsed.GetValue(windows));
            using var predictor = new Predictor(package, parsed.GetValue(windows) ? parsed.GetValue(top) : 0);
            return await RunAsync(predictor, parsed.GetRequiredValue(files), writer, streams.Error, stop).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Predictor predictor, string[] sources, IPredictionWriter writer, TextWriter error, CancellationToken stop)
    {
        void Warn(string message) => error.WriteLine($"avianvox-train: {message}");
        var policy = new TransferPolicy { Retries = 3 };
        using var handler = new SocketsHttpHandler { ConnectTimeout = policy.Silence };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("AvianVox/0.1 (avianvox-train predict)");
        using var remote = new RemoteSound(http, policy, TimeProvider.System, Warn);
        var (done, failed) = (0, 0);
        await foreach (var result in new PredictionRun(predictor, remote).RunAsync(sources, stop).ConfigureAwait(false))
        {
            if (result.Fault is { } fault)
            {
                failed++;
                Warn(fault);
            }
            else
            {
                done++;
            }

            writer.Add(result);
        }

        writer.End();
        return failed == 0 ? ExitCodes.Ok : done == 0 ? ExitCodes.NoInput : ExitCodes.Incomplete;
    }

    /// <summary>Writes results as they come.</summary>
    private interface IPredictionWriter
    {
        /// <summary>Takes a result.</summary>
        void Add(PredictionResult result);

        /// <summary>There are no more.</summary>
        void End();
    }

    /// <summary>JSON, at the end: half of it is of no use.</summary>
    private sealed class JsonWriter(TextWriter output, PredictionText text) : IPredictionWriter
    {
        private readonly List<PredictionResult> _results = [];

        public void Add(PredictionResult result) => _results.Add(result);

        public void End() => output.Write(text.Json(_results));
    }

    /// <summary>CSV, file by file.</summary>
    private sealed class CsvWriter : IPredictionWriter
    {
        private readonly TextWriter _output;
        private readonly PredictionText _text;

        public CsvWriter(TextWriter output, PredictionText text)
        {
            (_output, _text) = (output, text);
            _output.Write(PredictionText.CsvHeader);
        }

        public void Add(PredictionResult result) => _output.Write(result.Prediction is { } file ? _text.Csv(file) : "");

        public void End() => _output.Flush();
    }

    /// <summary>A table per file.</summary>
    private sealed class TableWriter(IAnsiConsole console, ModelPackage package, int top, bool windows) : IPredictionWriter
    {
        public void Add(PredictionResult result)
        {
            if (result.Prediction is not { } file)
            {
                return;
            }

            console.MarkupLineInterpolated($"{file.Source}: {Figure.Number(file.Seconds, "0.0")} s, {file.WindowCount} windows");
            var table = new Table().AddColumns("", "species", "scientific name", "mean", "highest", "at s", "windows over threshold");
            foreach (var (rank, label) in file.Best(top).Index())
            {
                var (mean, highest, at, over) = file.Labels[label];
                table.AddRow(
                    new Text($"{rank + 1}"),
                    new Text(package.Labels[label].CommonName),
                    new Text(package.Labels[label].ScientificName),
                    new Text(Figure.Share(mean)),
                    new Text(Figure.Share(highest)),
                    new Text(Figure.Number(at, "0.0")),
                    new Text($"{over}"));
            }

            console.Write(table);
            if (windows)
            {
                console.Write(Windows(file));
            }
        }

        public void End()
        {
        }

        private Table Windows(FilePrediction file)
        {
            var table = new Table().AddColumns("from s", "to s", "heard");
            foreach (var window in file.Windows)
            {
                var heard = window.Best.Select(b => $"{package.Labels[b.Label].CommonName} {Figure.Share(b.Probability)}");
                table.AddRow(
                    new Text(Figure.Number(window.From, "0.0")),
                    new Text(Figure.Number(window.To, "0.0")),
                    new Text(string.Join(", ", heard)));
            }

            return table;
        }
    }
}
