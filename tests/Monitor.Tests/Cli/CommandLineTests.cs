using System.CommandLine;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Cli;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class CommandLineTests
{
    private const string Nonsense = "nonsense!";

    /// <summary>Every option of every command without its value and, where not any text will do, with a wrong one.</summary>
    public static TheoryData<string> WrongOptions { get; } = [.. Commands(CommandLine.Create(), []).SelectMany(Wrong)];

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public async Task A_bad_or_missing_value_is_a_fault_of_the_command_line(string line)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal((ExitCodes.Usage, ""), (code, output));
        // A flag takes no value, so that its option is not at fault but the word behind it.
        var option = line.Split(' ', '=').First(word => word.StartsWith('-'));
        Assert.True(error.Contains(option, StringComparison.Ordinal) || error.Contains($"'{Nonsense}'", StringComparison.Ordinal), error);
        Assert.DoesNotContain("Exception", error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo --minutes -1", "--minutes -1: must be 0 (no end) or a number up to 10000")]
    [InlineData("demo --minutes nan", "--minutes nan: must be 0 (no end) or a number up to 10000")]
    [InlineData("demo --minutes 1,5", "--minutes 1,5: must be 0 (no end) or a number up to 10000")]
    [InlineData("demo --seed -1", "--seed -1: must be a whole number from 0 to 18446744073709551615")]
    [InlineData("demo --pace 1", "--pace 1: must be one of real, max")]
    [InlineData("demo --minutes 0 --pace max", "give --minutes N")]
    [InlineData("demo --minutes 0 --out chorus.wav", "give --minutes N")]
    [InlineData("run --pace fast", "--pace fast: must be one of real, max")]
    [InlineData("detections --limit 0", "--limit 0: must be a whole number from 1 to 2147483647")]
    [InlineData("detections --limit 1.5", "--limit 1.5: must be a whole number from 1 to 2147483647")]
    [InlineData("detections --format xml", "--format xml: must be one of table, csv, json")]
    public async Task What_is_allowed_is_told_in_words(string line, string told)
    {
        var (code, output, error) = await RunAsync(line.Split(' '));

        Assert.Equal((ExitCodes.Usage, ""), (code, output));
        Assert.Contains(told, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("demo")]
    [InlineData("run")]
    [InlineData("detections")]
    [InlineData("devices")]
    public async Task Help_names_values_as_they_are_typed(string command)
    {
        var (code, output, _) = await RunAsync(command, "--help");

        Assert.Equal(ExitCodes.Ok, code);
        Assert.DoesNotMatch("Table|Csv|Json|Real|Max|System", output[output.IndexOf("Options", StringComparison.Ordinal)..]);
    }

    private static IEnumerable<(string[] Path, Command Command)> Commands(Command command, string[] path) =>
        command.Subcommands.SelectMany(sub => Commands(sub, [.. path, sub.Name]).Prepend(([.. path, sub.Name], sub)));

    private static IEnumerable<string> Wrong((string[] Path, Command Command) entry)
    {
        var path = string.Join(' ', entry.Path);
        foreach (var option in entry.Command.Options)
        {
            if (option.Arity.MinimumNumberOfValues > 0)
            {
                yield return $"{path} {option.Name}";
            }

            if (option.ValueType != typeof(string) && option.ValueType != typeof(string[]))
            {
                yield return $"{path} {option.Name}={Nonsense}";
            }
        }
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
