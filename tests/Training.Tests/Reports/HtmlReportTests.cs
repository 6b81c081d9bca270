using AvianVox.Training.Reports;

namespace AvianVox.Training.Tests.Reports;

public sealed class HtmlReportTests
{
    [Fact]
    public void Text_is_never_taken_for_HTML_and_pictures_are_within()
    {
        var page = new HtmlReport("a < b")
            .Heading("Who & what")
            .Paragraph("<script>")
            .Table(["x"], [["\"q\""]])
            .Figures((new Picture([1, 2, 3], 10, 20), "it's > 1"))
            .ToString();
        Assert.Contains("<title>a &lt; b</title>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>Who &amp; what</h2>", page, StringComparison.Ordinal);
        Assert.Contains("<p>&lt;script&gt;</p>", page, StringComparison.Ordinal);
        Assert.Contains("<td>&quot;q&quot;</td>", page, StringComparison.Ordinal);
        Assert.Contains(
            "width=\"10\" height=\"20\" alt=\"it&#39;s &gt; 1\" src=\"data:image/png;base64,AQID\"", page, StringComparison.Ordinal);

        // Self-contained: it names no other file and no server.
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
    }
}
