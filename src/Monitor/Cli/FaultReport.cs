using AvianVox.Audio;
using AvianVox.Classification.Packages;
using AvianVox.Listening.Programs;
using AvianVox.Monitor.Configuration;
using AvianVox.Monitor.Hosting;
using AvianVox.Station.Journal;
using AvianVox.Station.Mqtt;

namespace AvianVox.Monitor.Cli;

/// <summary>
/// Tells a person what went wrong: one clear message for what was to be expected, and a trace only where it was asked for.
/// </summary>
internal static class FaultReport
{
    /// <summary>Writes the message.</summary>
    /// <param name="fault">What went wrong.</param>
    /// <param name="showTrace">Whether the trace is told too.</param>
    /// <param name="error">Standard error.</param>
    /// <returns>The exit code.</returns>
    public static int Write(Exception fault, bool showTrace, TextWriter error)
    {
        var cause = fault is AggregateException { InnerExceptions.Count: 1 } several ? several.InnerExceptions[0] : fault;
        int? code = cause switch
        {
            StationException station => station.ExitCode,
            ConfigurationException => ExitCodes.Configuration,
            ModelPackageException => ExitCodes.NoInput,
            AudioException or MqttException => ExitCodes.Unavailable,
            JournalException => ExitCodes.InputOutput,
            _ => null,
        };
        error.WriteLine(code is null
            ? $"avianvox broke, which is a fault of its own: {cause.GetType().Name}: {cause.Message}{(showTrace ? "" : " (-v tells where)")}"
            : cause.Message);
        if (showTrace)
        {
            error.WriteLine(fault);
        }

        return code ?? ExitCodes.Software;
    }
}
