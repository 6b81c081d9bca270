using AvianVox.Monitor.Configuration;

namespace AvianVox.Monitor.Doctor;

/// <summary>Whether the user who runs this may write the data folder, use the sound cards, and keeps secrets to itself.</summary>
/// <param name="options">Checked options.</param>
/// <param name="secrets">Files that hold passwords and tokens, each with what it holds in words.</param>
/// <param name="soundCards">"/dev/snd", or what stands for it.</param>
internal sealed class PermissionsCheck(
    StationOptions options,
    IReadOnlyList<(string File, string What)> secrets,
    string soundCards) : ICheck
{
    /// <inheritdoc />
    public string Name => "permissions";

    /// <inheritdoc />
    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellation)
    {
        var findings = new List<Finding> { LookAtData(options.Data.Folder) };
        if (LookAtSoundCards() is { } cards)
        {
            findings.Add(cards);
        }

        findings.AddRange(secrets.Where(secret => File.Exists(secret.File)).Select(secret => LookAtSecret(secret.File, secret.What)));
        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    private static Finding LookAtData(string folder)
    {
        var existing = Path.GetFullPath(folder);
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing)!;
        }

        try
        {
            using var probe = new FileStream(Path.Combine(existing, $".avianvox-{Guid.NewGuid():N}"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            probe.WriteByte(0);
            probe.Flush(flushToDisk: true);
            return Finding.Ok($"{Environment.UserName} may write {(existing == Path.GetFullPath(folder) ? folder : $"where {folder} will be")}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Finding.Fault($"{Environment.UserName} may not write {folder}: {fault.Message}", $"Run this as the station's user (sudo -u avianvox), or give the folder to it: sudo chown -R {Environment.UserName} {folder}; if the disk is read-only, see dmesg.");
        }
    }

    private Finding? LookAtSoundCards()
    {
        string[] cards = Directory.Exists(soundCards) ? Directory.GetFiles(soundCards, "pcm*c") : [];
        return cards.Length == 0 ? null
            : cards.Any(UserAccess.MayReadAndWrite) ? Finding.Ok(
                $"{Environment.UserName} may use {cards.Length} capture device(s) in {soundCards}")
            : Finding.Fault(
                $"{Environment.UserName} may use no capture device in {soundCards}",
                $"sudo usermod -aG audio {Environment.UserName}, and log in again.");
    }

    private static Finding LookAtSecret(string file, string what)
    {
        if (!UserAccess.MayRead(file))
        {
            return Finding.Fault($"{file} cannot be read by {Environment.UserName}", $"sudo chown {Environment.UserName} {file}");
        }

        return !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != 0
            ? Finding.Warning($"{file} holds {what} and anybody may read it", $"chmod o-rwx {file}")
            : Finding.Ok($"{file} is kept from others");
    }
}
