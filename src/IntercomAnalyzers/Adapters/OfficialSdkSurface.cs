using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>What the adapter needs to know of the SDK that a project uses. Compared by value, so that an edit elsewhere emits nothing anew.</summary>
/// <param name="HasUsers"><c>UsersClient.Create(User)</c> exists.</param>
/// <param name="HasContacts"><c>ContactsClient.Create(Contact)</c> exists.</param>
/// <param name="Members">The public settable members of <c>User</c>, sorted, joined by spaces: forks have more and fewer.</param>
internal sealed record OfficialSdkSurface(bool HasUsers, bool HasContacts, string Members)
{
    private const string Resolver = "IntercomAnalyzers.Resolver";
    private const string Data = "Intercom.Data";

    public bool Has(string member) => Members.Split(' ').Contains(member);

    /// <summary>The surface, or null when there is nothing to adapt.</summary>
    public static OfficialSdkSurface? Read(Compilation compilation)
    {
        if (Accessible(compilation, Resolver + ".ContactDraft") is null || Accessible(compilation, Data + ".User") is not { } user) return null;
        if (Accessible(compilation, Resolver + ".CallSites." + OfficialSdkAdapterWriter.ClassName) is not null) return null;
        var hasUsers = Creates(compilation, "UsersClient", user);
        var hasContacts = Accessible(compilation, Data + ".Contact") is { } contact && SymbolEqualityComparer.Default.Equals(contact.BaseType, user) && Creates(compilation, "ContactsClient", contact);
        return hasUsers || hasContacts ? new OfficialSdkSurface(hasUsers, hasContacts, string.Join(" ", MembersOf(user))) : null;
    }

    private static SortedSet<string> MembersOf(INamedTypeSymbol user)
    {
        var members = new SortedSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? type = user; type is not null; type = type.BaseType)
        {
            members.UnionWith(type.GetMembers().OfType<IPropertySymbol>()
                .Where(p => p is { IsStatic: false, GetMethod.DeclaredAccessibility: Accessibility.Public, SetMethod.DeclaredAccessibility: Accessibility.Public } && HasExpectedType(p)).Select(p => p.Name));
        }

        return members;
    }

    // A fork may use a name for something else.
    private static bool HasExpectedType(IPropertySymbol property) => property.Name switch
    {
        "signed_up_at" => (property.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] } ? value : property.Type).SpecialType is SpecialType.System_Int64 or SpecialType.System_Int32,
        "custom_attributes" => property.Type is INamedTypeSymbol { Name: "Dictionary" or "IDictionary", TypeArguments: [{ SpecialType: SpecialType.System_String }, { SpecialType: SpecialType.System_Object }] },
        "companies" or "tags" => property.Type.IsReferenceType,
        _ => property.Type.SpecialType == SpecialType.System_String,
    };

    private static INamedTypeSymbol? Accessible(Compilation compilation, string name) =>
        compilation.GetTypeByMetadataName(name) is { } type && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly) ? type : null;

    private static bool Creates(Compilation compilation, string client, INamedTypeSymbol model) =>
        model is { IsAbstract: false } && model.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public)
        && Accessible(compilation, "Intercom.Clients." + client)?.GetMembers("Create").OfType<IMethodSymbol>().Any(m =>
            m.Parameters is [{ Type: { } type }] && SymbolEqualityComparer.Default.Equals(type, model)) == true;
}
