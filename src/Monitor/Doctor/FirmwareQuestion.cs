using System.ComponentModel;
using System.Diagnostics;

namespace AvianVox.Monitor.Doctor;

/// <summary>Asks a Raspberry Pi's firmware through its own program.</summary>
internal static class FirmwareQuestion
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    /// <summary>Runs "vcgencmd get_throttled".</summary>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Its answer; null where there is no such program, or it does not answer.</returns>
    public static async Task<string?> ThrottledAsync(CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("vcgencmd", "get_throttled") { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null)
            {
                return null;
            }

            var answer = process.StandardOutput.ReadToEndAsync(cancellation);
            try
            {
                return await answer.WaitAsync(Bound, TimeProvider.System, cancellation);
            }
            catch (TimeoutException)
            {
                process.Kill();
                return null;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
