using System.Globalization;
using System.Net;
using System.Text;

namespace AvianVox.Training.Reports;

/// <summary>A page that needs nothing beside it: text, tables and pictures in one file. All text given to it is plain, not HTML.</summary>
/// <param name="title">Title.</param>
internal sealed class HtmlReport(string title)
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #222; background: #fff; }
        body { max-width: 1360px; margin: 2em auto; padding: 0 1em; } p { max-width: 62em; }
        h1 { font-size: 1.7em; margin-bottom: .2em; overflow-wrap: anywhere; }
        h2 { margin-top: 2em; border-bottom: 1px solid #ccc; padding-bottom: .2em; }
        .table { overflow-x: auto; margin: 1em 0; } table { border-collapse: collapse; font-size: .93em; }
        th, td { padding: .2em .7em; border-bottom: 1px solid #e4e4e4; text-align: right; }
        th { background: #f4f5f6; } th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere; min-width: 8em; }
        .figures { display: flex; flex-wrap: wrap; gap: 1em 2em; align-items: flex-start; }
        figure { margin: 1.2em 0; min-width: 0; max-width: 100%; flex: 0 1 auto; } figure img { max-width: 100%; height: auto; display: block; }
        figcaption { color: #555; font-size: .9em; max-width: 38em; }
        @media (max-width: 640px) { body { margin: .5em auto; padding: 0 .6em; } h1 { font-size: 1.3em; } th, td { padding: .2em .4em; } }
        """;

    private readonly StringBuilder _body = new();

    /// <summary>Adds a heading.</summary>
    /// <param name="text">Text.</param>
    public HtmlReport Heading(string text) => Line($"<h2>{Plain(text)}</h2>");

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">Text.</param>
    public HtmlReport Paragraph(string text) => Line($"<p>{Plain(text)}</p>");

    /// <summary>Adds a table. The first column is a name, the others are figures.</summary>
    /// <param name="columns">Headings.</param>
    /// <param name="rows">Cells, as many per row as there are headings.</param>
    public HtmlReport Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line($"<div class=\"table\"><table><thead><tr>{string.Concat(columns.Select(c => $"<th>{Plain(c)}</th>"))}</tr></thead><tbody>");
        foreach (var row in rows)
        {
            Line($"<tr>{string.Concat(row.Select(c => $"<td>{Plain(c)}</td>"))}</tr>");
        }

        return Line("</tbody></table></div>");
    }

    /// <summary>Adds pictures side by side where there is room.</summary>
    /// <param name="pictures">Picture and what it shows.</param>
    public HtmlReport Figures(params IEnumerable<(Picture Picture, string Caption)> pictures)
    {
        Line("<div class=\"figures\">");
        foreach (var (picture, caption) in pictures)
        {
            Line(string.Create(CultureInfo.InvariantCulture,
                $"<figure><img width=\"{picture.Width}\" height=\"{picture.Height}\" alt=\"{Plain(caption)}\" " +
                $"src=\"data:image/png;base64,{Convert.ToBase64String(picture.Png)}\"><figcaption>{Plain(caption)}</figcaption></figure>"));
        }

        return Line("</div>");
    }

    /// <summary>The page.</summary>
    public override string ToString() =>
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" " +
        $"content=\"width=device-width, initial-scale=1\">\n<title>{Plain(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n" +
        $"<body>\n<h1>{Plain(title)}</h1>\n{_body}</body>\n</html>\n";

    private static string Plain(string text) => WebUtility.HtmlEncode(text);

    private HtmlReport Line(string html)
    {
        _body.Append(html).Append('\n');
        return this;
    }
}
