using AvianVox.Audio.Sources;
using NAudio.Wave;

namespace AvianVox.Audio.Tests.Sources;

/// <summary>A sample provider of NAudio under the contract of all sources.</summary>
public sealed class SampleProviderSourceTests : AudioSourceContract
{
    private const int Rate = 44_100;

    protected override string MissingName => "provider of nothing";

    internal override Task<SourceUnderTest> CreateAsync()
    {
        var noise = Noise((3 * Rate) + 5, seed: 11);
        var provider = new Provider(noise, Rate);
        return Task.FromResult(new SourceUnderTest(
            new SampleProviderSource(provider, "provider"),
            Rate,
            noise,
            Play: () => Task.CompletedTask,
            EndsByItself: true,
            Break: () =>
            {
                provider.IsBroken = true;
                return Task.CompletedTask;
            },
            Clean: () => ValueTask.CompletedTask));
    }

    internal override Task<SourceUnderTest> CreateMissingAsync() =>
        Task.FromResult(SourceUnderTest.Missing(new SampleProviderSource(new Provider([], 12), MissingName), () => ValueTask.CompletedTask));

    private sealed class Provider(float[] samples, int rate) : ISampleProvider
    {
        private int _at;

        public bool IsBroken { get; set; }

        public WaveFormat WaveFormat { get; } = WaveFormat.CreateIeeeFloatWaveFormat(rate, 1);

        public int Read(Span<float> buffer)
        {
            if (IsBroken)
            {
                throw new InvalidOperationException("it is broken");
            }

            var count = Math.Min(buffer.Length, samples.Length - _at);
            samples.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }
    }
}
