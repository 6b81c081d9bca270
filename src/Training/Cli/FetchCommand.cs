using System.CommandLine;
using AvianVox.Training.Fetching;

namespace AvianVox.Training.Cli;

/// <summary>avianvox-train fetch: recordings from xeno-canto, with their manifest.</summary>
internal static class FetchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var target = new Option<string>("--out")
        {
            Required = true,
            HelpName = "DIR",
            Description = "Folder for the recordings and their manifest, recordings.csv; what it holds already is not fetched again",
        };
        var query = new Option<string>("--query")
        {
            HelpName = "QUERY",
            Description = "Query in xeno-canto's own language, passed on as it is: 'gen:turdus q:A'",
            DefaultValueFactory = _ => "",
        };
        var index = new Option<string?>("--index")
        {
            HelpName = "CSV",
            Description = "Fetch what this list names, in the study's columns, in place of a search",
        };
        var key = new Option<string?>("--key")
        {
            HelpName = "KEY",
            Description = $"Your key of the service; better given by {XenoCantoClient.KeyVariable}, which no list of processes shows",
        };
        var address = new Option<string>("--base-url")
        {
            HelpName = "URL",
            Description = "Address of the service",
            DefaultValueFactory = _ => XenoCantoClient.Service.ToString(),
        };
        var perPage = Whole("--per-page", "Results per page of a search", 50, 500);
        var species = Many("--species", "NAME", "Species, by scientific name (Turdus merula) or English name (Common Blackbird)");
        var speciesFile = new Option<string?>("--species-file")
        {
            HelpName = "FILE",
            Description = "File with a species per line; lines that start with # are comments",
        };
        var group = Many("--group", "NAME", "Groups of animals: birds, grasshoppers, bats, frogs, 'land mammals'");
        var country = Many("--country", "NAME", "Countries");
        var type = Many("--type", "WORD", "Kinds of sound, one of which is to be named: song, call ...");
        var licence = Many("--licence", "NAME", "Licences: by-nc-sa, by-nc-nd, by-sa, by, cc0");
        var quality = new Option<string?>("--quality")
        {
            HelpName = "A..E",
            Description = "Worst rating to take; unrated recordings are not taken then",
        };
        quality.AcceptOnlyFromAmong("A", "B", "C", "D", "E");
        var least = Number("--min-length", "SECONDS", "Least length of a recording", 0, 86_400);
        var most = Number("--max-length", "SECONDS", "Greatest length of a recording", 0, 86_400);
        var perSpecies = Whole("--per-species", "Most recordings of a species, unless --min-total asks for more", 1, 1_000_000);
        var perRecordist = Whole("--per-recordist", "Most recordings of a species by one recordist", 1, 1_000_000);
        var total = Number(
            "--min-total",
            "SECONDS",
            "Total length each species is to reach; without --per-species, nothing is taken beyond it",
            0,
            10_000_000);
        var rate = Number("--rate", "PER-SECOND", "Most requests a second [default: 1]", 0.01, 1_000);
        var retries = Whole("--retries", "Further attempts where the server is busy or the line breaks [default: 5]", 0, 100);
        var dry = new Option<bool>("--dry-run") { Description = "Search, and tell what would be fetched" };
        var command = new Command("fetch", "Fetch recordings from xeno-canto, checked, with licence and attribution of each")
        {
            target, query, index, key, address, perPage, species, speciesFile, group, country, type, licence, quality, least, most,
            perSpecies, perRecordist, total, rate, retries, dry,
        };
        command.SetAction((parsed, stop) => RunAsync(
            new FetchRequest
            {
                Out = parsed.GetRequiredValue(target),
                Query = parsed.GetRequiredValue(query),
                Index = parsed.GetValue(index),
                Key = parsed.GetValue(key) ?? Environment.GetEnvironmentVariable(XenoCantoClient.KeyVariable),
                Endpoint = CatalogueText.Address(parsed.GetRequiredValue(address))
                    ?? throw new WorkshopException(
                        $"--base-url {parsed.GetRequiredValue(address)}: an http or https address is wanted, such as " +
                        $"{XenoCantoClient.Service}."),
                PerPage = parsed.GetValue(perPage) ?? 500,
                Filter = new FetchFilter
                {
                    Species = [.. parsed.GetValue(species) ?? [], .. Lines(parsed.GetValue(speciesFile))],
                    Groups = parsed.GetValue(group) ?? [],
                    Countries = parsed.GetValue(country) ?? [],
                    Types = parsed.GetValue(type) ?? [],
                    Licences = parsed.GetValue(licence) ?? [],
                    Quality = parsed.GetValue(quality)?[0],
                    MinSeconds = parsed.GetValue(least),
                    MaxSeconds = parsed.GetValue(most),
                },
                Caps = new FetchCaps(parsed.GetValue(perSpecies), parsed.GetValue(perRecordist), parsed.GetValue(total)),
                Policy = new TransferPolicy
                {
                    Interval = TimeSpan.FromSeconds(1 / (parsed.GetValue(rate) ?? 1)),
                    Retries = parsed.GetValue(retries) ?? 5,
                },
                DryRun = parsed.GetValue(dry),
            },
            parsed.InvocationConfiguration,
            stop));
        return command;
    }

    private static async Task<int> RunAsync(FetchRequest request, InvocationConfiguration streams, CancellationToken stop)
    {
        var console = Consoles.On(streams.Output);
        using var handler = new SocketsHttpHandler
        {
            ConnectTimeout = request.Policy.Silence,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("AvianVox/0.1 (avianvox-train fetch)");
        FetchSummary? summary = null;
        try
        {
            await FetchConsole.FollowAsync(console, TimeProvider.System, monitor =>
            {
                var run = new FetchRun(request, http, TimeProvider.System, monitor);
                summary = run.Summary;
                return run.RunAsync(stop);
            }).ConfigureAwait(false);
        }
        catch (KeyRefusedException fault)
        {
            await streams.Error.WriteLineAsync($"avianvox-train: {fault.Message}").ConfigureAwait(false);
            return ExitCodes.NoPermission;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await streams.Error.WriteLineAsync(
                "avianvox-train: stopped; what was complete is kept, and the same command goes on from there.").ConfigureAwait(false);
            return ExitCodes.Cancelled;
        }
        finally
        {
            // Also after Ctrl-C and faults: what was fetched until then is there and counts.
            if (summary is not null)
            {
                FetchConsole.Show(console, summary, request.DryRun);
            }
        }

        return summary!.IsComplete ? ExitCodes.Ok : ExitCodes.Incomplete;
    }

    private static IEnumerable<string> Lines(string? file)
    {
        if (file is null)
        {
            return [];
        }

        return File.Exists(file)
            ? File.ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')
            : throw new WorkshopException($"--species-file {file}: there is no such file.");
    }

    private static Option<string[]> Many(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description, AllowMultipleArgumentsPerToken = true };

    private static Option<int?> Whole(string name, string description, int lowest, int highest)
    {
        var option = new Option<int?>(name) { HelpName = "N", Description = description };
        option.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int?>() is { } n && (n < lowest || n > highest))
            {
                r.AddError(FormattableString.Invariant($"{name} is to be {lowest} to {highest}"));
            }
        });
        return option;
    }

    private static Option<double?> Number(string name, string unit, string description, double lowest, double highest)
    {
        var option = new Option<double?>(name) { HelpName = unit, Description = description };
        option.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<double?>() is { } n && !(n >= lowest && n <= highest))
            {
                r.AddError(FormattableString.Invariant($"{name} is to be {lowest} to {highest}"));
            }
        });
        return option;
    }
}
