using AvianVox.Station.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AvianVox.Station.Journal;

/// <summary>Puts the journal into a host: one, with each of its faces for those who need no other.</summary>
public static class JournalRegistration
{
    /// <summary>Adds the journal; it is opened when it is first asked for, and closed with the host.</summary>
    /// <param name="services">Must hold <see cref="DataOptions"/>, <see cref="IdentityOptions"/> and <see cref="TimeProvider"/>.</param>
    public static IServiceCollection AddJournal(this IServiceCollection services) => services
        .AddSingleton(provider => Open(
            provider.GetRequiredService<DataOptions>(),
            provider.GetRequiredService<IdentityOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SqliteJournal>>()))
        .AddSingleton<IJournalAppender>(provider => provider.GetRequiredService<SqliteJournal>())
        .AddSingleton<IJournalLog>(provider => provider.GetRequiredService<SqliteJournal>())
        .AddSingleton<IJournalMaintenance>(provider => provider.GetRequiredService<SqliteJournal>());

    private static SqliteJournal Open(DataOptions data, IdentityOptions station, TimeProvider time, ILogger logger) =>
        SqliteJournal.Open(data.Folder, station.Id, time, logger, TimeSpan.FromSeconds(data.CommitSeconds));
}
