using System.Text.Encodings.Web;
using System.Text.Json;

namespace AvianVox.Monitor.Doctor;

/// <summary>What all checks found, for people and for programs.</summary>
internal sealed class CheckReport
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Check, Finding Finding)> _findings = [];

    /// <summary>The worst that was found.</summary>
    public Verdict Worst => _findings.Select(pair => pair.Finding.Verdict).DefaultIfEmpty(Verdict.Ok).Max();

    /// <summary>Runs a check and keeps what it finds.</summary>
    /// <param name="check">The check.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What it found.</returns>
    public async Task<IReadOnlyList<Finding>> RunAsync(ICheck check, CancellationToken cancellation)
    {
        var findings = await check.RunAsync(cancellation);
        _findings.AddRange(findings.Select(finding => (check.Name, finding)));
        return findings;
    }

    /// <summary>Writes the lines of one check: verdict, check, finding; below each fault what to do.</summary>
    /// <param name="check">Its name.</param>
    /// <param name="findings">What it found.</param>
    /// <param name="output">Receives the lines.</param>
    public static void WriteLines(string check, IReadOnlyList<Finding> findings, TextWriter output)
    {
        foreach (var finding in findings)
        {
            var verdict = finding.Verdict == Verdict.Fault ? "FAULT" : finding.Verdict.ToString().ToLowerInvariant();
            output.WriteLine($"{verdict,-8} {check,-18} {finding.Text.ReplaceLineEndings(" ")}");
            if (finding.Fix is { } fix)
            {
                output.WriteLine($"{"",-27} -> {fix}");
            }
        }
    }

    /// <summary>Writes the sum of it all.</summary>
    /// <param name="output">Receives one line.</param>
    public void WriteSum(TextWriter output)
    {
        var faults = _findings.Count(pair => pair.Finding.Verdict == Verdict.Fault);
        var warnings = _findings.Count(pair => pair.Finding.Verdict == Verdict.Warning);
        output.WriteLine(faults + warnings == 0 ? "All is well." : $"{faults} fault(s), {warnings} warning(s).");
    }

    /// <summary>Writes everything as JSON.</summary>
    /// <param name="output">Receives it.</param>
    public void WriteJson(TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("verdict", Name(Worst));
            json.WriteStartArray("findings");
            foreach (var (check, finding) in _findings)
            {
                json.WriteStartObject();
                json.WriteString("check", check);
                json.WriteString("verdict", Name(finding.Verdict));
                json.WriteString("text", finding.Text);
                json.WriteString("fix", finding.Fix);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static string Name(Verdict verdict) => verdict.ToString().ToLowerInvariant();
}
