namespace AvianVox.Station.Camera;

/// <summary>How an address is called.</summary>
public enum HttpCall
{
    /// <summary>Without content.</summary>
    Get,

    /// <summary>With what was heard, as JSON.</summary>
    Post,
}
