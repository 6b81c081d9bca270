using AvianVox.Audio.Sources;

namespace AvianVox.Audio.Tests.Sources;

/// <summary>A source and what the contract tests need to know of it.</summary>
/// <param name="Source">New, not yet opened.</param>
/// <param name="Rate">The rate it must open with, in Hz.</param>
/// <param name="Expected">The samples it gives once <paramref name="Play"/> was called.</param>
/// <param name="Play">Makes the sound, once the first samples came; does nothing for sources that bring their own.</param>
/// <param name="EndsByItself">False for a microphone, which runs until it is cancelled.</param>
/// <param name="Break">Makes the open source fail from then on.</param>
/// <param name="Clean">Called after the test.</param>
internal sealed record SourceUnderTest(IAudioSource Source, int Rate, float[] Expected, Func<Task> Play, bool EndsByItself, Func<Task> Break, Func<ValueTask> Clean) : IAsyncDisposable
{
    /// <summary>One that cannot be opened.</summary>
    public static SourceUnderTest Missing(IAudioSource source, Func<ValueTask> clean) => new(source, 0, [], () => Task.CompletedTask, true, () => Task.CompletedTask, clean);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Clean();
    }
}
