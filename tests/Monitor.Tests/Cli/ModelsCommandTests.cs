using AvianVox.Classification.Packages;
using AvianVox.Monitor.Cli;

namespace AvianVox.Monitor.Tests.Cli;

public sealed class ModelsCommandTests
{
    [Fact]
    public void Every_column_is_as_wide_as_its_longest_name()
    {
        using var output = new StringWriter();
        ModelsCommand.WriteTable(
            [
                new Label(0, "Parus major", "Great Tit", "great-tit", LabelKind.Bird),
                new Label(1, "Dendrocopos major", "Great Spotted Woodpecker", "great-spotted-woodpecker", LabelKind.Bird),
            ],
            label => label.Index == 0 ? 0.5 : 0.75,
            output);
        Assert.Equal(
            [
                "   0  great-tit                 Parus major        Great Tit                 Bird  threshold 0.50",
                "   1  great-spotted-woodpecker  Dendrocopos major  Great Spotted Woodpecker  Bird  threshold 0.75",
            ],
            output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
