using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using AvianVox.Audio.Programs;

namespace AvianVox.Audio.Streams;

/// <summary>An ffmpeg that fetches one stream and writes its samples, 16 bits, mono, to its standard output. It never outlives its owner.</summary>
internal sealed class FfmpegProcess : IAsyncDisposable
{
    /// <summary>How long a killed process may take to go.</summary>
    private static readonly TimeSpan KillBound = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly StreamOptions _options;
    private readonly TimeProvider _time;
    private readonly BoundedLines _errors = new();
    private readonly Task _reading;

    private FfmpegProcess(Process process, StreamOptions options, TimeProvider time)
    {
        _process = process;
        _options = options;
        _time = time;
        _reading = _errors.ReadAsync(process.StandardError);
    }

    /// <summary>Its samples.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What it complained of last, without secrets; empty for nothing.</summary>
    public string Complaint => StreamUrl.Clean(_errors.ToString(), _options.Url);

    /// <summary>Starts it.</summary>
    /// <param name="options">What to fetch.</param>
    /// <param name="time">Clock of the bounds.</param>
    /// <exception cref="AudioException">It is not installed or cannot be started.</exception>
    public static FfmpegProcess Start(StreamOptions options, TimeProvider time)
    {
        var start = new ProcessStartInfo(options.Program, Arguments(options))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            var process = Process.Start(start) ?? throw new AudioException($"{options.Program} was not started.");
            process.StandardInput.Close();
            return new FfmpegProcess(process, options, time);
        }
        catch (Win32Exception fault)
        {
            throw new AudioException(
                $"{options.Program}, which fetches {StreamUrl.WithoutSecrets(options.Url)}, cannot be started ({fault.Message}). Install it: sudo apt-get install ffmpeg", fault);
        }
    }

    /// <summary>Waits, within a bound, until it has ended and all it complained of is read; to be called when its output has ended.</summary>
    public async Task WaitAsync()
    {
        await Task.WhenAll(_process.WaitForExitAsync(), _reading).WaitAsync(KillBound, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }

        await WaitAsync().ConfigureAwait(false);
        _process.Dispose();
    }

    /// <summary>Its command line.</summary>
    /// <param name="options">What to fetch.</param>
    internal static IEnumerable<string> Arguments(StreamOptions options)
    {
        // It gives up on a dead connection by itself too, should the station be gone and nobody be left to end it.
        var microseconds = ((long)options.FirstBlockTimeout.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        string[] input = options.Url.StartsWith("rtsp", StringComparison.OrdinalIgnoreCase)
            ? ["-rtsp_transport", "tcp", "-timeout", microseconds]
            : ["-rw_timeout", microseconds];
        string[] channel = options.Channel == 0
            ? ["-ac", "1"]
            : ["-af", string.Create(CultureInfo.InvariantCulture, $"pan=mono|c0=c{options.Channel - 1}")];
        return
        [
            "-nostdin", "-hide_banner", "-nostats", "-loglevel", "error",
            .. input, "-i", options.Url,
            "-map", "0:a:0", .. channel,
            "-ar", options.SampleRate.ToString(CultureInfo.InvariantCulture), "-c:a", "pcm_s16le", "-f", "s16le", "-flush_packets", "1", "pipe:1",
        ];
    }
}
