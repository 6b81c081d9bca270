namespace AvianVox.Station.Clips.Retention;

/// <summary>The folder that clips are kept in.</summary>
public interface IClipStore
{
    /// <summary>Its path.</summary>
    string Folder { get; }

    /// <summary>Bytes that the station may still write there; <see cref="long.MaxValue"/> where that cannot be told.</summary>
    long FreeBytes();

    /// <summary>The clips there are. Files with other names are not ours: they are neither counted nor touched.</summary>
    IReadOnlyList<StoredClip> List();

    /// <summary>Deletes a clip with its picture.</summary>
    /// <param name="clip">One of the list.</param>
    /// <exception cref="IOException">The disk failed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    void Delete(StoredClip clip);

    /// <summary>Deletes what an interrupted write left behind.</summary>
    /// <param name="before">Younger files may still be written.</param>
    void CleanUp(DateTimeOffset before);
}
