using System.Text.RegularExpressions;
using AvianVox.TestSupport;

namespace AvianVox.EndToEnd.Tests;

/// <summary>What docs/reliability.md calls a test is one.</summary>
public sealed partial class ReliabilityDocumentTests
{
    [Fact]
    public void Every_test_that_is_named_is_there()
    {
        var tests = Path.Combine(ProjectRoot.Path, "tests");
        var files = Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories).ToLookup(file => Path.GetFileNameWithoutExtension(file));
        var named = NamePattern().Matches(File.ReadAllText(Path.Combine(ProjectRoot.Path, "docs", "reliability.md")));
        Assert.NotEmpty(named);
        Assert.Empty(named
            .Where(name => !files[name.Groups[1].Value].Any(file => File.ReadAllText(file).Contains($" {name.Groups[2].Value}(", StringComparison.Ordinal)))
            .Select(name => name.Value));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]+)\\.([A-Z][A-Za-z0-9_]*_[A-Za-z0-9_]+)`")]
    private static partial Regex NamePattern();
}
