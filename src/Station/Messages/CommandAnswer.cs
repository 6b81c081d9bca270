namespace AvianVox.Station.Messages;

/// <summary>The answer to a command.</summary>
/// <param name="Command">Its name; empty where it was not understood.</param>
/// <param name="Done">Whether it was done.</param>
/// <param name="Message">What was done or why not, for people.</param>
internal sealed record CommandAnswer(string Command, bool Done, string Message);
