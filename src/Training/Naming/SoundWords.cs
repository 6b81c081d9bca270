namespace AvianVox.Training.Naming;

/// <summary>The words that the field names sounds other than birds by, each a whole word, in a dozen languages.</summary>
internal static class SoundWords
{
    /// <summary>Classes and their words; words that only mean it side by side are joined by an underscore.</summary>
    /// <remarks>
    /// The first class of which a word occurs decides, so that rain with crickets counts as crickets: what calls is what could be taken
    /// for a bird. "wb" is wind that blows into the microphone and "rainncrickets" rain with crickets, in the habit of one collection.
    /// </remarks>
    private static readonly (SoundClass Class, string[] Words)[] Classes =
    [
        (SoundClass.Rooster, Split("rooster hen hens chicken chickens hahn coq gallo")),
        (SoundClass.Insects, Split(
            "cricket crickets rainncrickets weta cicada cicadas insect insects katydid katydids grasshopper grasshoppers mosquito " +
            "mosquitoes " +
            "bee bees wasp wasps fly flies bumblebee conehead groundhopper insekt insekten grille grillen zikade zikaden heuschrecke " +
            "heuschrecken insecte insectes grillon grillons cigale cigales sauterelle sauterelles insecto insectos grillo grillos " +
            "cigarra " +
            "cigarras saltamontes insetti grilli cicale inseto insetos insecten krekel krekels sprinkhaan sprinkhanen insekter syrsa " +
            "owady " +
            "swierszcz cykada насекомое насекомые сверчок сверчки кузнечик цикада 虫 昆虫 蝉 セミ コオロギ 蟋蟀")),
        (SoundClass.Frogs, Split(
            "frog frogs toad toads treefrog treefrogs bullfrog peeper peepers frosch frosche krote kroten grenouille grenouilles crapaud " +
            "crapauds rana ranas sapo sapos rane rospo kikker kikkers pad padden groda grodor zaba zaby ropucha лягушка лягушки жаба " +
            "カエル 蛙 青蛙")),
        (SoundClass.Mammals, Split(
            "bat bats pipistrelle pipistrelles noctule myotis fledermaus fledermause chauve_souris murcielago pipistrello vleermuis " +
            "летучая_мышь " +
            "squirrel squirrels chipmunk chipmunks coyote coyotes wolf wolves fox foxes deer elk moose cat cats cow cows sheep goat " +
            "goats pig " +
            "pigs horse horses donkey monkey monkeys mammal mammals katze kuh schaf pferd hirsch fuchs vache mouton cheval renard " +
            "gato vaca " +
            "oveja caballo zorro кошка корова лошадь белка волк лиса 猫 牛 犬科")),
        (
            SoundClass.Dog,
            Split("dog dogs bark barking hund hunde gebell bellen chien chiens aboiement perro perros ladrido cane cani cao caes " +
                "cachorro honden hundar psy szczekanie собака собаки лай 犬 狗")),
        (SoundClass.HumanVoice, Split(
            "human humans speech voice voices vocal vocals person people man woman men women child children kid kids baby babies " +
            "sneeze sneezing " +
            "cough coughing laugh laughing laughter talk talking speaking conversation crying_baby clapping breathing snoring " +
            "footsteps homo_sapiens " +
            "mensch menschen menschlich menschliche stimme stimmen sprache sprechen kinder gesprach humain humaine humains voix " +
            "parole paroles enfant enfants " +
            "gens homme femme humano humana humanos voz voces habla nino ninos personas gente umano umana voce voci persone bambini " +
            "vozes fala pessoas " +
            "criancas mensen menselijke stem stemmen spraak kinderen manniska rost roster barn czlowiek ludzie glos glosy mowa " +
            "dzieci человек " +
            "люди голос голоса речь дети 人 人声 人の声 声 話し声 说话声 语音")),
        (SoundClass.Rain, Split(
            "rain raining rainfall downpour drizzle regen pluie lluvia pioggia chuva regn deszcz дождь 雨 雨声 雨音")),
        (SoundClass.Wind, Split("wind winds windy wb breeze vent viento vento ветер wiatr 風 风 风声 風音")),
        (SoundClass.Noise, Split(
            "noise noises background ambient ambience ambiance environment environmental silence silent quiet nothing nobird no_bird " +
            "no_birds " +
            "nonbird non_bird negative negatives thunder thunderstorm storm hail sea ocean surf wave waves water waterfall stream " +
            "river brook drops " +
            "clock tick helicopter chainsaw saw hand_saw fire fireworks firework engine engines motor motors traffic car cars truck " +
            "lorry tractor " +
            "motorcycle motorbike road train trains railway airplane airplanes aeroplane aircraft plane planes jet drone horn siren " +
            "sirens alarm bell " +
            "bells church gun gunshot gunshots shot shots power_tools tool tools drill lawnmower mower vacuum washing machine " +
            "machines machinery " +
            "keyboard mouse_click door glass can_opening toilet pump fan generator music radio static hum hiss click clicks beep " +
            "microphone handling " +
            "larm rauschen gerausch gerausche stille hintergrund hintergrundgerausch hintergrundgerausche umgebung donner gewitter " +
            "meer wellen wasser " +
            "bach verkehr auto autos flugzeug zug motorsage maschine maschinen sirene glocke glocken feuer musik bruit bruits " +
            "silencieux orage tonnerre mer " +
            "vagues eau moteur circulation voiture avion machine_a_laver cloche cloches feu musique ruido ruidos fondo silencio " +
            "trueno mar olas agua trafico " +
            "coche avion tren campana fuego musica rumore rumori sfondo silenzio tuono mare onde acqua motore traffico aereo treno " +
            "campane fuoco barulho " +
            "silencio trovao motores transito comboio sinos geluid geluiden achtergrond stilte donder zee golven verkeer vliegtuig " +
            "trein klok vuur buller ljud " +
            "bakgrund tystnad aska vagor vatten trafik flygplan halas szum tlo cisza burza morze silnik samochod samolot шум фон " +
            "тишина гром море волны вода двигатель мотор " +
            "машина самолет поезд музыка ノイズ 雑音 騒音 背景 静寂 雷 海 波 水 エンジン 噪音 噪声 安静 发动机 音楽 音乐")),
    ];

    /// <summary>Words that go with these and say nothing of their own.</summary>
    private static readonly HashSet<string> Neutral =
    [
        .. Split(
            "heavy light loud soft distant near far strong weak low high small big sound sounds only pure mixed and with of on in " +
            "from the a n k kk no non out " +
            "roof tent leaves metal window forest wood wooden creaks creaking knock knocking crackling crackle idling passing " +
            "pouring blowing whistling " +
            "whistle bark barking cry crying adult male female young distance call calls song songs chorus tin turbine flush opening " +
            "breaking tapping " +
            "brushing teeth drinking sipping typing cleaner washing day night road recording recordings sample samples clip clips " +
            "class leicht stark und im vom de du des la le les el los las il di do da dos van het der die das et y del della"),
    ];

    /// <summary>Names of what is anything: they say that somebody did not know, or did not care.</summary>
    private static readonly HashSet<string> Anything =
    [
        .. Split(
            "other others unknown unidentified identity mystery misc miscellaneous various mixed mix test tests train_set new old " +
            "todo tmp temp data audio sounds sound " +
            "recordings recording samples sample clips clip files file untitled unnamed none null na folder set soundscape " +
            "soundscapes species sp spp " +
            "unbekannt andere sonstige verschiedenes inconnu autre autres divers otro otros desconocido varios altro altri " +
            "sconosciuto outro outros onbekend " +
            "overig okand inne nieznany другое другие неизвестно その他 不明 其他 未知"),
    ];

    private static readonly Dictionary<string, SoundClass> ClassOf = First();

    /// <summary>The class that words name.</summary>
    /// <param name="words">Whole words, as <see cref="NameWords"/> divides them.</param>
    /// <returns>The first class of which a word occurs, and its words' places; null where none occurs.</returns>
    public static (SoundClass Class, IReadOnlySet<int> Places)? Find(IReadOnlyList<string> words)
    {
        var found = new Dictionary<SoundClass, HashSet<int>>();
        for (var i = 0; i < words.Count; i++)
        {
            for (var length = Math.Min(3, words.Count - i); length > 0; length--)
            {
                if (ClassOf.TryGetValue(string.Join('_', words.Skip(i).Take(length)), out var sound))
                {
                    var places = found.TryGetValue(sound, out var had) ? had : found[sound] = [];
                    places.UnionWith(Enumerable.Range(i, length));
                    break;
                }
            }
        }

        foreach (var (sound, _) in Classes)
        {
            if (found.TryGetValue(sound, out var places))
            {
                return (sound, found.Values.Aggregate(places, (all, more) => [.. all, .. more]));
            }
        }

        return null;
    }

    /// <summary>Whether a word says nothing beside those that name a sound: "heavy" rain, fire "crackling".</summary>
    /// <param name="word">Word in small letters.</param>
    public static bool IsNeutral(string word) => Neutral.Contains(word);

    /// <summary>Whether words name anything at all, or nothing: "unknown", "other", "misc".</summary>
    /// <param name="words">Whole words.</param>
    public static bool NameAnything(IReadOnlyList<string> words) =>
        words.Count == 0
            || words.Any(w => Anything.Contains(w))
            && words.All(w => Anything.Contains(w) || Neutral.Contains(w) || w.Length < 3);

    private static Dictionary<string, SoundClass> First()
    {
        var first = new Dictionary<string, SoundClass>(StringComparer.Ordinal);
        foreach (var (sound, words) in Classes)
        {
            foreach (var word in words)
            {
                first.TryAdd(word, sound);
            }
        }

        return first;
    }

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
