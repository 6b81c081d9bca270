using System.CommandLine;
using System.Globalization;
using AvianVox.Training.Store;

namespace AvianVox.Training.Cli;

/// <summary>The options of every command that computes features of whole recordings.</summary>
internal sealed class CacheOptions
{
    private const double LeastGibibytes = 0.001;
    private const double MostGibibytes = 1_000_000;

    private readonly Option<string?> _folder = new("--cache")
    {
        HelpName = "DIR",
        Description = "Folder where computed features are kept [default: avianvox/features in the user's cache folder]",
    };

    private readonly Option<double> _limit = new("--cache-limit")
    {
        HelpName = "GIB",
        Description = "Most that folder may hold; what was not used for the longest time goes first",
        DefaultValueFactory = _ => 20,
        CustomParser = value =>
        {
            var text = value.Tokens[^1].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var gibibytes)
                && gibibytes is >= LeastGibibytes and <= MostGibibytes)
            {
                return gibibytes;
            }

            value.AddError(
                string.Create(CultureInfo.InvariantCulture, $"--cache-limit is '{text}'; give GiB, {LeastGibibytes} to {MostGibibytes}"));
            return default;
        },
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">Command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(_folder);
        command.Options.Add(_limit);
    }

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    public StoreOptions Value(ParseResult parsed) => new()
    {
        Folder = parsed.GetValue(_folder) ?? CacheFolder.Default,
        Limit = (long)(parsed.GetValue(_limit) * StoreOptions.Gibibyte),
    };
}
