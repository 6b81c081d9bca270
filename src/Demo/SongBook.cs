using AvianVox.Demo.Songs;

namespace AvianVox.Demo;

/// <summary>Every species that can sing in the dawn chorus.</summary>
internal static class SongBook
{
    /// <summary>Who sings in the first minute, the third and so on: those that the model that ships knows best.</summary>
    public static IReadOnlyList<Song> FirstCast { get; } =
    [
        new Goldcrest(),
        new GreatTit(),
        new CommonChiffchaff(),
        new EurasianCollaredDove(),
        new TawnyOwl(),
        new WoodWarbler(),
        new EuropeanNightjar(),
        new CoalTit(),
    ];

    /// <summary>Who sings in the second minute, the fourth and so on.</summary>
    public static IReadOnlyList<Song> SecondCast { get; } =
    [
        new CommonWoodPigeon(),
        new Yellowhammer(),
        new EurasianWren(),
        new EurasianNuthatch(),
        new CommonBlackbird(),
        new EuropeanRobin(),
        new SongThrush(),
        new WillowWarbler(),
        new CommonCuckoo(),
        new GreatSpottedWoodpecker(),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Song> All { get; } = [.. FirstCast, .. SecondCast];
}
