using System.Text.Json;
using AvianVox.Listening.Detection.Rules;
using Microsoft.Extensions.Logging;

namespace AvianVox.Listening.Detection;

/// <summary>Tells whoever looks at the terminal what was rejected and why ("--explain").</summary>
/// <param name="log">Of the category <see cref="Category"/>.</param>
/// <param name="zone">Time zone of what people read.</param>
public sealed class RejectionLog(ILogger log, TimeZoneInfo zone) : IRejectionSink
{
    /// <summary>Category of rejections in the log: their lines carry their own time, that of the call.</summary>
    public const string Category = "AvianVox.Rejections";

    /// <summary>A rule as people and health read it.</summary>
    /// <param name="kind">The rule.</param>
    public static string NameOf(RuleKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <inheritdoc />
    public void Rejected(string source, DetectionRule rule, in DetectionCandidate candidate) => log.LogInformation(
        "{Time:HH:mm:ss}  {Name}  {Confidence:0.00}  {Source}  rejected by {Rule}: {Reason}",
        TimeZoneInfo.ConvertTime(candidate.At, zone),
        candidate.Label.CommonName,
        candidate.Confidence,
        source,
        NameOf(rule.Kind),
        rule.Reason(candidate));
}
