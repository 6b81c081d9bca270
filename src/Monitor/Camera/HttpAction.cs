using System.Globalization;
using System.Net.Mime;
using System.Text;
using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Camera;

/// <summary>Calls an address. Values are escaped where they stand in it.</summary>
/// <param name="url">The address, with placeholders.</param>
/// <param name="method">How it is called.</param>
/// <param name="client">Whose time-out is longer than the camera's; owned.</param>
internal sealed class HttpAction(string url, HttpCall method, HttpClient client) : ICameraAction
{
    /// <inheritdoc />
    public string Name => $"call of {ShotText.Blank(url).Split('?')[0]}";

    /// <inheritdoc />
    public async Task RunAsync(CameraShot shot, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method == HttpCall.Get ? HttpMethod.Get : HttpMethod.Post, ShotText.Fill(url, shot, Uri.EscapeDataString));
        if (method == HttpCall.Post)
        {
            request.Content = new StringContent(ShotText.Json(shot), Encoding.UTF8, MediaTypeNames.Application.Json);
        }

        try
        {
            // The answer's content is of no interest, and may be a stream that never ends.
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                throw new CameraException(string.Create(CultureInfo.InvariantCulture, $"was answered with {(int)answer.StatusCode} {answer.ReasonPhrase}"));
            }
        }
        catch (HttpRequestException fault)
        {
            throw new CameraException($"failed: {fault.Message}", fault);
        }
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();
}
