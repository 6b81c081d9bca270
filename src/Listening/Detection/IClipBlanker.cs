namespace AvianVox.Listening.Detection;

/// <summary>Takes sound away from whoever keeps it, because somebody spoke. Whoever writes clips implements it.</summary>
public interface IClipBlanker
{
    /// <summary>
    /// From now on no clip holds samples of a span: what the ring has of it becomes silence, a clip that overlaps it is not
    /// kept, and one that was written already is deleted. Called for every window with a voice in it, on the thread that
    /// classifies, and safe for several threads: it must return at once, and do what takes long elsewhere.
    /// </summary>
    /// <param name="source">Name of the source.</param>
    /// <param name="fromPosition">Position of the first sample of the span, at the source's rate; at least 0. Spans overlap those
    /// before.</param>
    /// <param name="toPosition">Position behind its last sample; may lie ahead of what has been captured, and then holds for what is still
    /// to come.</param>
    void Blank(string source, long fromPosition, long toPosition);
}
