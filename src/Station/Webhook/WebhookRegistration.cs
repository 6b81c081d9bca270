using AvianVox.Station.Sinks;
using Microsoft.Extensions.DependencyInjection;

namespace AvianVox.Station.Webhook;

/// <summary>Adds the webhook to a host, where it is set.</summary>
public static class WebhookRegistration
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Must hold the station's time.</param>
    /// <param name="options">Checked options.</param>
    public static IServiceCollection AddWebhook(this IServiceCollection services, WebhookOptions options) =>
        options.Url is null
            ? services
            : services.AddSink(
                WebhookSink.SinkName,
                options,
                provider => new WebhookSink(options, provider.GetRequiredService<TimeProvider>()));
}
