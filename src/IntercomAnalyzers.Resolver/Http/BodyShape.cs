using System.Text.Json;

namespace IntercomAnalyzers.Resolver;

/// <summary>What the body of a success must hold to be of use, and how it is read.</summary>
internal sealed class BodyShape
{
    private readonly Func<JsonElement, bool> _matches;
    private readonly Func<JsonElement, Contact>? _readContact;
    private readonly bool _isLegacy;

    private BodyShape(Func<JsonElement, bool> matches, Func<JsonElement, Contact>? readContact = null, bool isLegacy = false)
    {
        _matches = matches;
        _readContact = readContact;
        _isLegacy = isLegacy;
    }

    /// <summary>A 2.x contact.</summary>
    public static BodyShape Contact { get; } = new(ContactReader.IsContact, ContactReader.ReadContact);

    /// <summary>A legacy user.</summary>
    public static BodyShape User { get; } = new(ContactReader.IsContact, ContactReader.ReadUser, isLegacy: true);

    /// <summary>A legacy user, or a list of them.</summary>
    public static BodyShape UserOrList { get; } = new(ContactReader.IsUserOrList);

    public static BodyShape SearchPage { get; } = new(ContactReader.IsSearchPage);

    public static BodyShape Company { get; } = new(ContactReader.IsCompany);

    public static BodyShape Object { get; } = new(ContactReader.IsObject);

    public bool Matches(JsonElement json) => _matches(json);

    /// <summary>The contact that a matching body is; null for other shapes.</summary>
    public Contact? ReadContact(JsonElement json) => _readContact?.Invoke(json);

    /// <summary>The contact that the bytes of a body are, in one pass; null for other shapes, and for a body that needs a closer look.</summary>
    public Contact? ScanContact(ReadOnlySpan<byte> utf8) => _readContact is null ? null : ContactScanner.TryRead(utf8, _isLegacy);
}
