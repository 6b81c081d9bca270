namespace AvianVox.Training.Naming;

/// <summary>The words that English names of birds end with: "Seaside Sparrow" is a sparrow, whatever stands before it.</summary>
internal static class BirdWords
{
    private static readonly HashSet<string> Ends =
    [
        .. (
            "accentor adjutant albatross alethe amazon anhinga ani antbird antpitta antshrike antthrush antvireo antwren apalis " +
            "aracari argus auk auklet avadavat " +
            "avocet babbler baldpate bananaquit barbet batis baza becard bee-eater bellbird bittern blackbird blackcap blackstart " +
            "bleda bluebill bluebird " +
            "bluethroat bluetail boatbill bobolink bobwhite booby boobook bonxie boubou bowerbird brambling brant brantling " +
            "bristlebird broadbill brolga " +
            "bronze-cuckoo brushfinch brushrunner brushturkey budgerigar budgie bufflehead bulbul bullfinch bunting burrowing-owl " +
            "bushbird bushchat bushshrike bushtit " +
            "bustard butcherbird buttonquail buzzard cacholote cacique calyptura canary canasteros canastero canvasback capercaillie " +
            "capuchinbird caracara cardinal " +
            "cassowary catbird chachalaca chaffinch chat chickadee chicken-hawk chiffchaff chlorophonia chough chuck-will's-widow " +
            "cinclodes cisticola citril cochoa " +
            "cockatiel cockatoo collared-dove condor coot corella cormorant cotinga coua coucal courser cowbird crake crane creeper " +
            "crimsonwing crombec crossbill " +
            "crow cuckoo curassow curlew currawong cutia dabchick darter dickcissel dikkop dipper diver dollarbird donacobius " +
            "dotterel dove dovekie dowitcher dowitchers drongo " +
            "duck duckling dunlin dunnock eagle eared-nightjar earthcreeper egret eider elaenia emerald emu eremomela euphonia " +
            "fairywren falcon falconet fantail " +
            "fieldfare figbird finch finfoot firecrest fireback fireeye firefinch flameback flamingo flicker florican flowerpecker " +
            "flufftail flycatcher fody foliage-gleaner " +
            "forktail fowl francolin friarbird frigatebird frogmouth fruitcracker fruiteater fulmar fulvetta gadwall gallinule " +
            "gallito gannet garganey gerygone " +
            "gnatcatcher gnateater gnatwren go-away-bird godwit goldcrest goldeneye goldenplover goldfinch goosander goose goshawk " +
            "grackle grassbird grasshopper-warbler grassquit " +
            "grassfinch grebe greenbul greenfinch greenlet greenshank greytail graytail grosbeak groundcreeper grouse guan guillemot " +
            "guineafowl gull gyrfalcon hamerkop " +
            "harpy harrier hawfinch hawk hazelhen hemispingus hermit heron hillstar hoatzin hobby honeycreeper honeyeater honeyguide " +
            "hoopoe hornbill hornero hummingbird " +
            "hylia hypocolius ibis ibisbill ibon incas iora islandbird jabiru jacamar jacana jackdaw jaeger jay junco junglefowl " +
            "kagu kaka kakapo kea kestrel killdeer " +
            "kingbird kingfisher kinglet kiskadee kite kittiwake kiwi knot koel kokako kookaburra lammergeier lapwing lark leafbird " +
            "leaftosser leiothrix limpkin linnet longbill longclaw longspur longtail " +
            "loon lorikeet lory lovebird lyrebird macaw magpie mallard malimbe malkoha manakin mango mannikin marabou martin " +
            "meadowlark megapode merganser merlin mesite metaltail minivet " +
            "minla miner mockingbird monal monarch moorhen motmot mousebird munia murre murrelet muscovy myna mynah needletail " +
            "negrofinch nene nighthawk nightingale nightjar niltava noddy nothura nunbird nunlet " +
            "nutcracker nuthatch oilbird oldsquaw oriole oropendola osprey ostrich ou ouzel ovenbird owl owlet oxpecker oxylabes " +
            "oystercatcher paradigalla parakeet pardalote parotia parrot " +
            "parrotbill parrotlet partridge parula pauraque peacock peafowl peewit pelican penduline-tit penguin peppershrike petrel " +
            "petronia pewee phainopepla phalarope pheasant phoebe piculet pigeon pintail pipit piping-guan " +
            "piranga pitohui pitta plantcutter plover plumeleteer pochard poorwill pratincole prinia prion ptarmigan puffbird puffin " +
            "puffleg pukeko pygmy-owl pygmyowl pyrrhuloxia pytilia quail quelea quetzal quail-dove " +
            "racquet-tail rail raven razorbill redhead redpoll redshank redstart redwing reedling reedhaunter reeve rhea rhebuck " +
            "rifleman riflebird roadrunner robin rockcrawler rockfowl rockjumper roller rook rosefinch rosella rubythroat " +
            "ruby-throat ruff rushbird " +
            "sabrewing saltator sanderling sandgrouse sandpiper sapphire sapsucker saw-whet scaup scimitarbill scimitar-babbler " +
            "scoter screamer screech-owl screechowl scrub-jay scrubwren scrubfowl seedeater seedsnipe serin serpent-eagle " +
            "shag shama sharpbill sharpbill-hawk shearwater sheathbill shelduck shoebill shoveler shoveller shrike shrike-vireo " +
            "sibia sicklebill silktail silverbill silvereye siskin sittella skimmer skua skylark smew snipe snowcock snowfinch " +
            "solitaire sora " +
            "spadebill sparrow sparrowhawk spatuletail spiderhunter spinetail spinifexbird spoonbill spot-throat spurfowl " +
            "standardwing starfrontlet starling starthroat steamerduck stilt stint stitchbird stonechat stonecurlew stork petrel " +
            "streamcreeper streamertail subuya sugarbird sunbird sunangel sungrebe " +
            "surfbird swallow swallow-wing swamphen swan swift swiftlet sylph tailorbird takahe tanager tapaculo tattler tchagra " +
            "teal tern tesia thicketbird thick-knee thicknee thistletail thornbill thornbird thorntail thrasher thrush tiger-heron " +
            "tinamou tinkerbird tit titmouse tit-tyrant titi tityra tody toucan toucanet touraco towhee tragopan trainbearer " +
            "treecreeper treeduck treehunter treepie treerunner treeswift trembler triller trogon tropicbird trumpeter tui turaco " +
            "turkey turnstone turtledove twinspot twite " +
            "tyrannulet tyrant umbrellabird vanga veery verdin vireo visorbearer violetear vulture wagtail wallcreeper " +
            "wandering-tattler warbler waterhen waterthrush waterturkey wattlebird wattle-eye waxbill waxwing weaver weebill " +
            "wheatear whimbrel whinchat whipbird whip-poor-will whistler " +
            "whistling-duck white-eye whitehead whitethroat whydah wigeon willet wood-pewee woodcock woodcreeper woodhen woodhoopoe " +
            "woodlark woodnymph woodpecker woodpigeon wood-pigeon woodstar woodswallow wren wren-babbler wrentit wrenthrush wryneck " +
            "yellowhammer yellowlegs yellowthroat yuhina")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => name[(name.LastIndexOf('-') + 1)..]),
    ];

    /// <summary>Whether a name ends as an English name of a bird does, in the singular or the plural.</summary>
    /// <param name="words">Whole words in small letters.</param>
    public static bool End(IReadOnlyList<string> words) =>
        words.Count > 0 && (Is(words[^1], words.Count) || (words[^1].EndsWith('s') && Is(words[^1][..^1], words.Count)));

    /// <summary>A bare "birds" is no species, a "Catbird" or a "Go-away-bird" is.</summary>
    private static bool Is(string word, int count) =>
        word.EndsWith("bird", StringComparison.Ordinal) ? word.Length > "bird".Length || count > 2 : Ends.Contains(word);
}
