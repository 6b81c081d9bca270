using AvianVox.Station.Camera;
using Microsoft.Extensions.Time.Testing;

namespace AvianVox.Station.Tests.Camera;

public sealed class PulseActionTests
{
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(200);

    private readonly FakeGpio _gpio = new();

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_pin_rests_is_pulsed_and_rests_again(bool isActiveLow)
    {
        using var action = new PulseAction(_gpio, 17, Length, isActiveLow, _time, out var fault);
        Assert.Null(fault);
        Assert.Equal([(17, isActiveLow)], _gpio.Levels);
        var pulse = action.RunAsync(Shots.Cuckoo(), Cancellation);
        Assert.Equal((17, !isActiveLow), _gpio.Levels[^1]);
        _time.Advance(Length - TimeSpan.FromMilliseconds(1));
        Assert.False(pulse.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await pulse;
        Assert.Equal([(17, isActiveLow), (17, !isActiveLow), (17, isActiveLow)], _gpio.Levels);
    }

    [Fact]
    public async Task Two_pulses_at_once_are_one_that_is_longer()
    {
        using var action = new PulseAction(_gpio, 17, Length, false, _time, out _);
        var first = action.RunAsync(Shots.Cuckoo(), Cancellation);
        _time.Advance(Length / 2);
        var second = action.RunAsync(Shots.Cuckoo(), Cancellation);
        _time.Advance(Length / 2);
        await first;
        Assert.True(_gpio.Levels[^1].IsHigh);
        _time.Advance(Length / 2);
        await second;
        Assert.False(_gpio.Levels[^1].IsHigh);
    }

    [Fact]
    public async Task A_pulse_that_is_given_up_leaves_the_pin_at_rest()
    {
        using var action = new PulseAction(_gpio, 17, Length, false, _time, out _);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var pulse = action.RunAsync(Shots.Cuckoo(), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pulse);
        Assert.False(_gpio.Levels[^1].IsHigh);
    }

    [Fact]
    public async Task A_pin_that_cannot_be_had_is_told_and_tried_again_at_each_trigger()
    {
        _gpio.Fault = "GPIO pin 17 cannot be had";
        var action = new PulseAction(_gpio, 17, Length, false, _time, out var fault);
        Assert.Equal(_gpio.Fault, fault);
        await Assert.ThrowsAsync<CameraException>(() => action.RunAsync(Shots.Cuckoo(), Cancellation));
        _gpio.Fault = null;
        var pulse = action.RunAsync(Shots.Cuckoo(), Cancellation);
        Assert.Equal([(17, false), (17, true)], _gpio.Levels);
        _time.Advance(Length);
        await pulse;
        action.Dispose();
        Assert.Equal(1, _gpio.Released);
    }

    [Fact]
    public void A_machine_without_pins_says_so()
    {
        Assert.SkipWhen(Directory.Exists("/dev") && Directory.GetFiles("/dev", "gpiochip*").Length > 0, "this machine has pins of its own, which a test does not touch");
        var fault = Assert.Throws<CameraException>(() => new SystemGpio().Open(17, false));
        Assert.StartsWith("GPIO pin 17 cannot be had", fault.Message, StringComparison.Ordinal);
    }
}
