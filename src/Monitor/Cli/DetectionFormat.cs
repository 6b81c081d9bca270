namespace AvianVox.Monitor.Cli;

/// <summary>How detections are printed.</summary>
internal enum DetectionFormat
{
    /// <summary>For people, times in the station's zone.</summary>
    Table,

    /// <summary>Comma-separated values (RFC 4180), times in UTC.</summary>
    Csv,

    /// <summary>One JSON array, times in UTC.</summary>
    Json,
}
