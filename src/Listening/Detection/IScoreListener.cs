namespace AvianVox.Listening.Detection;

/// <summary>Hears of every window's probabilities, detected or not.</summary>
public interface IScoreListener
{
    /// <summary>Hears of one window. Called on the thread that classifies, one window after the other; must return at once.</summary>
    /// <param name="model">Whose labels they are.</param>
    /// <param name="probabilities">One per label, 0 to 1; valid during the call.</param>
    void Hear(ModelPolicy model, ReadOnlySpan<float> probabilities);
}
