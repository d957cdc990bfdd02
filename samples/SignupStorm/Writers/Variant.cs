namespace SignupStorm.Writers;

/// <summary>A way of writing contacts that a storm can run.</summary>
internal sealed record Variant(string Name, IContactWriter Writer)
{
    /// <summary>The name of the variant that must make no duplicate and lose no sign-up.</summary>
    public const string ResolvedName = "resolved";

    /// <summary>All variants, the resolved one last.</summary>
    public static IReadOnlyList<Variant> All { get; } =
    [
        new("unsafe", new BlindWriter()),
        new("search-first", new SearchFirstWriter()),
        new("upsert", new UpsertWriter()),
        new("create-first", new CreateFirstWriter()),
        new(ResolvedName, new ResolvedWriter()),
    ];

    public bool IsResolved => Name == ResolvedName;

    public static Variant? Find(string name) => All.FirstOrDefault(variant => variant.Name == name);
}
