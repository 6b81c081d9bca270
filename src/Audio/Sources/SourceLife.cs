namespace AvianVox.Audio.Sources;

/// <summary>Keeps the order that <see cref="IAudioSource"/> asks for: opened once, run once, never after disposal.</summary>
internal sealed class SourceLife
{
    private readonly string _name;
    private State _state;

    /// <summary>Starts before the opening.</summary>
    /// <param name="name">Named in errors.</param>
    public SourceLife(string name) => _name = name;

    private enum State
    {
        New,
        Open,
        Ran,
        Disposed,
    }

    /// <summary>Marks the opening.</summary>
    /// <exception cref="InvalidOperationException">Opened before.</exception>
    public void Open() => Move(State.New, State.Open, "is opened once only; make a new source");

    /// <summary>Marks the run.</summary>
    /// <exception cref="InvalidOperationException">Not opened, or run before.</exception>
    public void Run() => Move(State.Open, State.Ran, "runs once only, after it was opened; make a new source");

    /// <summary>Marks the disposal.</summary>
    /// <returns>False when that was done before.</returns>
    public bool Dispose()
    {
        var first = _state != State.Disposed;
        _state = State.Disposed;
        return first;
    }

    private void Move(State from, State to, string rule)
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, _name);
        if (_state != from)
        {
            throw new InvalidOperationException($"{_name} {rule}.");
        }

        _state = to;
    }
}
