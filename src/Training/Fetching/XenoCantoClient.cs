using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AvianVox.Training.Fetching;

/// <summary>Asks xeno-canto's API, version 3, and follows its pages.</summary>
/// <param name="transfer">Sends requests.</param>
/// <param name="endpoint">Address of the recordings' resource.</param>
/// <param name="key">Key of a registered member.</param>
/// <param name="perPage">Results per page.</param>
/// <remarks>
/// Read in a stored copy of xeno-canto.org/explore/api for version 3: GET /api/3/recordings takes query and key, both required,
/// per_page (50 to 500,
/// 100 by default) and page (1 to numPages); queries consist of tags only. That a request without a valid key is answered 401 with
/// "Missing or invalid 'key' parameter" is told in CrowCall/crow-tools, pull request 5; that values of several words stand in
/// quotes and that the
/// documented answers hold at the live service, in realzza/xenopy, pull request 15. The limit of one request a second is told on
/// the page for version 2;
/// the page for version 3 speaks of a limit and names no figure.
/// </remarks>
internal sealed class XenoCantoClient(Transfer transfer, Uri endpoint, string key, int perPage)
{
    /// <summary>Where the service is.</summary>
    public static readonly Uri Service = new("https://xeno-canto.org/api/3/recordings");

    /// <summary>Environment variable that holds the key.</summary>
    public const string KeyVariable = "XENO_CANTO_KEY";

    /// <summary>Largest page taken, in bytes; 500 recordings take about 1 MB.</summary>
    private const int MaxPageBytes = 64 << 20;

    /// <summary>Finds recordings, page by page.</summary>
    /// <param name="query">Query in the service's own language, passed on as it is.</param>
    /// <param name="stop">Ends the search.</param>
    /// <exception cref="KeyRefusedException">The service does not take the key.</exception>
    /// <exception cref="TransferException">The service refuses the query, or does not answer.</exception>
    public async IAsyncEnumerable<XenoCantoPage> SearchAsync(string query, [EnumeratorCancellation] CancellationToken stop)
    {
        var pages = 1;
        for (var number = 1; number <= pages; number++)
        {
            var page = await PageAsync(query, number, stop).ConfigureAwait(false);
            pages = page.Pages;
            yield return page;
            if (page.Recordings.Count + page.Hidden == 0)
            {
                yield break;
            }
        }
    }

    /// <summary>An address with the key, for downloads that the service gives to members only.</summary>
    /// <param name="address">Address of a sound file.</param>
    /// <returns>The address with the key; null where it is on another host than the service, which must not learn the key.</returns>
    public Uri? WithKey(Uri address) => address.Authority == endpoint.Authority && address.Scheme == endpoint.Scheme
        ? new UriBuilder(address) { Query = $"{address.Query.TrimStart('?')}&key={Uri.EscapeDataString(key)}".TrimStart('&') }.Uri
        : null;

    private async Task<XenoCantoPage> PageAsync(string query, int number, CancellationToken stop)
    {
        var address = new UriBuilder(endpoint)
        {
            Query = $"query={Uri.EscapeDataString(query)}&key={Uri.EscapeDataString(key)}&per_page={perPage}&page={number}",
        }.Uri;
        try
        {
            return await transfer.RunAsync(
                $"The search for '{query}', page {number}",
                () => new HttpRequestMessage(HttpMethod.Get, address),
                async (response, watch) =>
                {
                    try
                    {
                        return XenoCantoPage.Parse(await Transfer.BodyAsync(response, MaxPageBytes, watch).ConfigureAwait(false));
                    }
                    catch (JsonException fault)
                    {
                        throw new HttpRequestException(
                            $"the answer is not what the service should say: {fault.Message.TrimEnd('.')}", fault);
                    }
                },
                stop).ConfigureAwait(false);
        }
        catch (TransferException fault) when (fault.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new KeyRefusedException(
                $"{endpoint.Host} does not take the key{(fault.Detail is { } said ? $" (\"{said}\")" : "")}: give the key that your " +
                $"account page there shows, by {KeyVariable} or --key.", fault);
        }
    }
}
