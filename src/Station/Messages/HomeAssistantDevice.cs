namespace AvianVox.Station.Messages;

/// <summary>The station as Home Assistant lists it.</summary>
internal sealed record HomeAssistantDevice
{
    /// <summary>What its entities have in common.</summary>
    public required IReadOnlyList<string> Identifiers { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Who makes it.</summary>
    public required string Manufacturer { get; init; }

    /// <summary>What it is.</summary>
    public required string Model { get; init; }

    /// <summary>Version of the program.</summary>
    public required string SwVersion { get; init; }
}
