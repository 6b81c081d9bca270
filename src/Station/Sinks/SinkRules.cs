using AvianVox.Listening.Settings;

namespace AvianVox.Station.Sinks;

/// <summary>The rules of how much of the log is kept for sinks.</summary>
/// <param name="fault">Takes what is wrong.</param>
public sealed class SinkRules(FaultSink fault)
{
    /// <summary>Checks them.</summary>
    /// <param name="sinks">Options.</param>
    public void Check(SinksOptions sinks)
    {
        if (sinks.KeepDelivered > sinks.KeepWaiting)
        {
            fault(
                "Sinks:KeepDelivered",
                FormattableString.Invariant($"{sinks.KeepDelivered}"),
                FormattableString.Invariant($"must be at most Sinks:KeepWaiting, which is {sinks.KeepWaiting}"));
        }
    }
}
