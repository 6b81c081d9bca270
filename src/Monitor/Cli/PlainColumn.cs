namespace AvianVox.Monitor.Cli;

/// <summary>One column of a table.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="IsRight">Whether its texts end below each other, as numbers do.</param>
/// <param name="MayGo">Whether it is left out where there is no room.</param>
/// <param name="MayShrink">Whether its texts are cut short where there is no room.</param>
internal sealed record PlainColumn(string Title, bool IsRight = false, bool MayGo = false, bool MayShrink = false);
