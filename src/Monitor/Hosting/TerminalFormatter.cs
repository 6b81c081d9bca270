using AvianVox.Classification.Packages;
using AvianVox.Listening.Detection;
using AvianVox.Station.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace AvianVox.Monitor.Hosting;

/// <summary>
/// Log lines that a person reads on a terminal: the time, the level where it is not the usual one, the message. Detections bring their own
/// time.
/// </summary>
/// <param name="options">What it goes by.</param>
internal sealed class TerminalFormatter(IOptions<TerminalFormatterOptions> options) : ConsoleFormatter(FormatterName)
{
    /// <summary>Name to choose it by.</summary>
    public const string FormatterName = "terminal";

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // One line, whatever names, programs and servers put into it: a line break could fake another.
        var message = PlainText.Line(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Category is DetectionJournal.Category or RejectionLog.Category)
        {
            textWriter.WriteLine(message);
            return;
        }

        var at = TimeZoneInfo.ConvertTime(options.Value.Time.GetUtcNow(), options.Value.Zone);
        var level = logEntry.LogLevel switch
        {
            LogLevel.Information => string.Empty,
            LogLevel.Critical => "error  ",
            var other => $"{other.ToString().ToLowerInvariant()}  ",
        };
        textWriter.WriteLine(FormattableString.Invariant($"{at:HH:mm:ss}  {level}{message}"));
        if (options.Value.ShowsTraces && logEntry.Exception is { } fault)
        {
            textWriter.WriteLine(fault);
        }
    }
}
