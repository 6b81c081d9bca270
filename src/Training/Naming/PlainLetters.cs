using System.Globalization;
using System.Text;

namespace AvianVox.Training.Naming;

/// <summary>Takes accents off letters, so that a name is the same however its accents are stored or left out.</summary>
/// <remarks>
/// Programs run without cultures, where the runtime does not decompose text. Latin, Greek, Cyrillic and Arabic letters are looked
/// up in a table
/// of their canonical decompositions; voiced kana and Hangul are put together, since they are other letters and not the same with a mark.
/// </remarks>
internal static class PlainLetters
{
    private const string Marked =
        "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥ" +
        "ĨĩĪīĬĭĮįİıĴĵĶķĹĺĻļĽľŁłŃńŅņŇňŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠ" +
        "ǡǢǣǦǧǨǩǪǫǬǭǮǯǰǴǵǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȞȟȦȧȨȩȪȫȬȭȮȯȰȱȲȳʹ;΅Ά·ΈΉΊΌΎΏΐΪΫάέήίΰϊϋόύώϓϔЀЁЃЇЌЍ" +
        "ЎЙйѐёѓїќѝўѶѷӁӂӐӑӒӓӖӗӚӛӜӝӞӟӢӣӤӥӦӧӪӫӬӭӮӯӰӱӲӳӴӵӸӹآأؤإئۀۂۓḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭ" +
        "ḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑ" +
        "ẒẓẔẕẖẗẘẙẛẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ";

    private const string Plain =
        "AAAAAAACEEEEIIIIDNOOOOOOUUUUYTsaaaaaaaceeeeiiiidnoooooouuuuytyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHh" +
        "IiIiIiIiIiJjKkLlLlLlLlNnNnNnOoOoOoOoRrRrRrSsSsSsSsTtTtUuUuUuUuUuUuWwYyYZzZzZzOoUuAaIiOoUuUuUuUuUuAaA" +
        "aÆæGgKkOoOoƷʒjGgNnAaÆæØøAaAaEeEeIiIiOoOoRrRrUuUuSsTtHhAaEeOoOoOoOoYyʹ;¨Α·ΕΗΙΟΥΩιΙΥαεηιυιυουωϒϒЕЕГІКИ" +
        "УИиеегікиуѴѵЖжАаАаЕеӘәЖжЗзИиИиОоӨөЭэУуУуУуЧчЫыااوايەہےAaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIi" +
        "IiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZz" +
        "ZzZzhtwyſAaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy";

    private const char FirstHangulLead = '\u1100', FirstHangulVowel = '\u1161', FirstHangulTail = '\u11A7', FirstHangul = '\uAC00';

    /// <summary>Text without accents.</summary>
    /// <param name="text">Text, its accents within letters or behind them.</param>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (plain.Length > 0 && Joined(plain[^1], letter) is { } joined)
            {
                plain[^1] = joined;
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
            {
                var at = Marked.IndexOf(letter, StringComparison.Ordinal);
                plain.Append(at >= 0 ? Plain[at] : letter);
            }
        }

        return plain.ToString();
    }

    private static char? Joined(char before, char letter) => letter switch
    {
        '\u3099' when IsKana(before) => (char)(before + 1),
        '\u309A' when IsKana(before) => (char)(before + 2),
        >= FirstHangulVowel and <= '\u1175' when before is >= FirstHangulLead and <= '\u1112' =>
            (char)(FirstHangul + ((((before - FirstHangulLead) * 21) + (letter - FirstHangulVowel)) * 28)),
        > FirstHangulTail and <= '\u11C2' when before is >= FirstHangul and <= '\uD7A3' && (before - FirstHangul) % 28 == 0 =>
            (char)(before + (letter - FirstHangulTail)),
        _ => null,
    };

    private static bool IsKana(char letter) => letter is >= '\u304B' and <= '\u307B' or >= '\u30AB' and <= '\u30DB';
}
