using System.Net;
using System.Net.Http.Headers;
using AvianVox.Training.Files;

namespace AvianVox.Training.Fetching;

/// <summary>
/// Brings a file into place under an unfinished name, going on where an earlier attempt or run stopped if the server can.
/// </summary>
/// <param name="transfer">Sends requests.</param>
/// <param name="monitor">Is told of bytes.</param>
/// <param name="open">Opens the unfinished file, to append or anew.</param>
internal sealed class Downloader(Transfer transfer, IFetchMonitor monitor, Func<string, FileMode, Stream> open)
{
    /// <summary>Opens a file for writing.</summary>
    /// <param name="path">Path.</param>
    /// <param name="mode">Append or create.</param>
    public static Stream OpenFile(string path, FileMode mode) => new FileStream(path, mode, FileAccess.Write, FileShare.Read);

    /// <summary>Fetches a file.</summary>
    /// <param name="what">What is fetched, as a message names it.</param>
    /// <param name="address">Address.</param>
    /// <param name="part">Path of the unfinished file; what it holds is gone on from.</param>
    /// <param name="stop">Ends the download; what has come stays for the next run.</param>
    /// <returns>Whether the file's length is beyond doubt: it came in one piece, with its length announced.</returns>
    /// <exception cref="TransferException">Refused, or given up; what has come stays.</exception>
    /// <exception cref="StorageException">The disk is full or failed; what has come stays.</exception>
    public Task<bool> FetchAsync(string what, Uri address, string part, CancellationToken stop) => transfer.RunAsync(
        what,
        () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (LengthOf(part) is > 0 and var have)
            {
                request.Headers.Range = new RangeHeaderValue(have, null);
            }

            return request;
        },
        (response, watch) => TakeAsync(what, response, part, watch),
        stop);

    private static long LengthOf(string part) => File.Exists(part) ? new FileInfo(part).Length : 0;

    private async Task<bool> TakeAsync(string what, HttpResponseMessage response, string part, SilenceWatch watch)
    {
        var have = LengthOf(part);
        var resumes = response.StatusCode == HttpStatusCode.PartialContent;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
            && have > 0
            && response.Content.Headers.ContentRange?.Length == have)
        {
            // All of it had come when an earlier run was stopped.
            return false;
        }

        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable
            || resumes
            && response.Content.Headers.ContentRange?.From != have)
        {
            File.Delete(part);
            throw new HttpRequestException("what was fetched before does not fit the server's file; begun anew");
        }

        if (response.Content.Headers.ContentType?.MediaType is { } type
            && (type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || type.EndsWith("json", StringComparison.OrdinalIgnoreCase)))
        {
            throw new TransferException($"{what}: the server sent {type} in place of a sound", response.StatusCode);
        }

        var announced = response.Content.Headers.ContentLength + (resumes ? have : 0);
        using var body = await response.Content.ReadAsStreamAsync(watch.Token).ConfigureAwait(false);
        var block = new byte[65_536];
        var file = Guard(part, () => open(part, resumes ? FileMode.Append : FileMode.Create));
        try
        {
            int count;
            while ((count = await body.ReadAsync(block, watch.Token).ConfigureAwait(false)) > 0)
            {
                watch.Heard();
                Guard(part, () => file.Write(block, 0, count));
                monitor.Received(count);
            }

            Guard(part, () => SafeFile.FlushToDisk(file));
        }
        finally
        {
            Guard(part, file.Dispose);
        }

        if (announced is { } wanted && LengthOf(part) != wanted)
        {
            throw new HttpRequestException($"{LengthOf(part)} of {wanted} bytes came");
        }

        return announced is not null && !resumes;
    }

    private static void Guard(string part, Action write) => Guard(part, () =>
    {
        write();
        return true;
    });

    /// <summary>Tells the disk's faults from the line's: only the latter are worth another attempt.</summary>
    private static T Guard<T>(string part, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(part, fault);
        }
    }
}
