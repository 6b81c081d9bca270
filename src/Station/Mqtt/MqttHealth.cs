using System.Threading.Channels;
using AvianVox.Station.Health;

namespace AvianVox.Station.Mqtt;

/// <summary>Publishes health at once, every minute, and whenever a source changes its state.</summary>
/// <param name="now">Writes the message.</param>
/// <param name="changes">Tells of changes; null when nobody does.</param>
/// <param name="time">Paces it.</param>
public sealed class MqttHealth(Func<string> now, IHealthReporter? changes, TimeProvider time)
{
    /// <summary>Between two health messages.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>The message as it would be now.</summary>
    public string Now() => now();

    /// <summary>Publishes until it is cancelled.</summary>
    /// <param name="send">Publishes a message.</param>
    /// <param name="cancellation">Ends it with an exception.</param>
    public async Task PublishAsync(Func<string, Task> send, CancellationToken cancellation)
    {
        // One place: one message tells any number of changes, and those that find it taken are dropped.
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        due.Writer.TryWrite(true);
        void Changed(object? sender, EventArgs arguments) => due.Writer.TryWrite(true);

        if (changes is not null)
        {
            changes.Changed += Changed;
        }

        try
        {
            // A wait that the minute ended is taken up again, not left in the channel: there would be one more each minute.
            Task<bool>? change = null;
            while (true)
            {
                change ??= due.Reader.WaitToReadAsync(cancellation).AsTask();
                try
                {
                    await change.WaitAsync(Interval, time, cancellation).ConfigureAwait(false);
                    change = null;
                    due.Reader.TryRead(out _);
                }
                catch (TimeoutException)
                {
                    // The minute is over.
                }

                await send(now()).ConfigureAwait(false);
            }
        }
        finally
        {
            if (changes is not null)
            {
                changes.Changed -= Changed;
            }
        }
    }
}
