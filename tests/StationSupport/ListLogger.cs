using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AvianVox.StationSupport;

/// <summary>Keeps what was logged.</summary>
internal sealed class ListLogger : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public bool Has(LogLevel level, string part) => Count(level, part) > 0;

    public int Count(LogLevel level, string part) =>
        _lines.Count(line => line.Level == level && line.Text.Contains(part, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => string.Join('\n', _lines.Select(line => $"{line.Level}: {line.Text}"));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((logLevel, formatter(state, exception) + exception));
}
