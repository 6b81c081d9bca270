namespace AvianVox.Station.Messages;

/// <summary>What a camera was triggered by, for addresses and topics; docs/camera.md is its description.</summary>
internal sealed record ShotMessage
{
    /// <summary>Version of the message.</summary>
    public int Schema { get; init; } = MessageJson.SchemaVersion;

    /// <summary>Identifier of the detection, or one of its own at a person's word.</summary>
    public required Guid Id { get; init; }

    /// <summary>The station's id.</summary>
    public required string Station { get; init; }

    /// <summary>Name of the camera.</summary>
    public required string Camera { get; init; }

    /// <summary>Name of the source; empty at a person's word.</summary>
    public required string Source { get; init; }

    /// <summary>What was heard.</summary>
    public required SpeciesMessage Species { get; init; }

    /// <summary>Middle of the window with the highest probability, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Confidence of the confirmation, 0 to 1, to four digits.</summary>
    public required double Confidence { get; init; }

    /// <summary>Where the picture is expected.</summary>
    public required string Path { get; init; }
}
