using System.Net;
using AvianVox.Training.Files;

namespace AvianVox.Training.Fetching;

/// <summary>
/// Sends requests one at a time: at a polite rate, again after what passes (429, 5xx, broken lines, silence), with growing pauses
/// or the one the server asks for.
/// </summary>
/// <param name="http">Client without a time limit of its own.</param>
/// <param name="policy">How patient and how polite.</param>
/// <param name="time">Clock of all waits.</param>
/// <param name="monitor">Is told of waits.</param>
internal sealed class Transfer(HttpClient http, TransferPolicy policy, TimeProvider time, IFetchMonitor monitor)
{
    /// <summary>Most of an error's body that is looked at, in bytes.</summary>
    private const int MaxErrorBytes = 65_536;

    /// <summary>When the next request may start.</summary>
    private DateTimeOffset _next = DateTimeOffset.MinValue;

    /// <summary>Asks until there is an answer that can be used.</summary>
    /// <typeparam name="T">What becomes of the answer.</typeparam>
    /// <param name="what">What is asked for, as a message names it.</param>
    /// <param name="request">Makes the request of each attempt.</param>
    /// <param name="use">Uses an answer of success, or 416; what it throws as a broken line (<see cref="HttpRequestException"/>,
    /// <see cref="IOException"/>) is tried again.</param>
    /// <param name="stop">Ends requests and waits.</param>
    /// <exception cref="TransferException">Refused, or given up.</exception>
    /// <exception cref="StorageException">Our own disk failed, which no further attempt would mend.</exception>
    public async Task<T> RunAsync<T>(
        string what, Func<HttpRequestMessage> request, Func<HttpResponseMessage, SilenceWatch, Task<T>> use, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            await PaceAsync(stop).ConfigureAwait(false);
            string fault;
            Exception? cause = null;
            HttpStatusCode? status = null;
            TimeSpan? asked = null;
            using (var watch = new SilenceWatch(policy.Silence, time, stop))
            {
                try
                {
                    using var message = request();
                    using var response = await http.SendAsync(
                        message, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
                    watch.Heard();
                    status = response.StatusCode;
                    if (response.IsSuccessStatusCode || status == HttpStatusCode.RequestedRangeNotSatisfiable)
                    {
                        return await use(response, watch).ConfigureAwait(false);
                    }

                    var detail = XenoCantoPage.ErrorMessage(await BodyAsync(response, MaxErrorBytes, watch).ConfigureAwait(false));
                    fault = $"the server answers {(int)status} {response.ReasonPhrase}".TrimEnd() + (
                        detail is null ? "" : $" (\"{detail}\")");
                    if (status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout) && (int)status < 500)
                    {
                        throw new TransferException($"{what}: {fault}", status, detail);
                    }

                    asked = Asked(response);
                }
                catch (OperationCanceledException gone) when (!stop.IsCancellationRequested)
                {
                    (fault, cause) = ($"the server said nothing for {policy.Silence.TotalSeconds:0} s", gone);
                }
                catch (Exception broken) when (broken is HttpRequestException or IOException and not StorageException)
                {
                    (fault, cause) = (broken.Message.TrimEnd('.'), broken);
                }
            }

            if (attempt > policy.Retries)
            {
                throw new TransferException(
                    $"{what}: {fault}; given up after {attempt} {(attempt == 1 ? "attempt" : "attempts")}",
                    status,
                    null,
                    isTransient: true,
                    cause);
            }

            if (asked > policy.LongestAsked)
            {
                throw new TransferException(
                    $"{what}: {fault} and asks to wait {asked.Value.TotalMinutes:0} minutes; run the same command again after that",
                    status,
                    null,
                    isTransient: true);
            }

            await WaitAsync(asked ?? policy.Pause(attempt), $"{what}: {fault}", stop).ConfigureAwait(false);
        }
    }

    /// <summary>Reads a whole body.</summary>
    /// <param name="response">Answer.</param>
    /// <param name="limit">Most bytes taken.</param>
    /// <param name="watch">Is told of each piece.</param>
    /// <exception cref="HttpRequestException">The body is longer.</exception>
    public static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, int limit, SilenceWatch watch)
    {
        using var whole = new MemoryStream();
        using var body = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        var block = new byte[65_536];
        int count;
        while ((count = await body.ReadAsync(block, watch.Token).ConfigureAwait(false)) > 0)
        {
            watch.Heard();
            whole.Write(block, 0, count);
            if (whole.Length > limit)
            {
                throw new HttpRequestException($"the answer is longer than {limit} bytes");
            }
        }

        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }

    private async Task PaceAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (_next > now)
        {
            await WaitAsync(_next - now, null, stop).ConfigureAwait(false);
        }

        _next = time.GetUtcNow() + policy.Interval;
    }

    private async Task WaitAsync(TimeSpan pause, string? why, CancellationToken stop)
    {
        // The wait has begun when the monitor hears of it, so that a monitor that moves the clock moves this wait.
        var wait = Task.Delay(pause, time, stop);
        monitor.Waiting(pause, why);
        await wait.ConfigureAwait(false);
    }

    private TimeSpan? Asked(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - time.GetUtcNow();
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }
}
