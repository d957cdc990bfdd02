using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>What the adapter needs to know of the SDK that a project uses. Compared by value, so that an edit elsewhere emits nothing anew.</summary>
/// <param name="HasUsers"><c>UsersClient.Create(User)</c> exists.</param>
/// <param name="HasContacts"><c>ContactsClient.Create(Contact)</c> exists.</param>
/// <param name="Members">The public settable members of <c>User</c>, sorted, joined by spaces: forks have more and fewer.</param>
/// <param name="Company">What can be read of the items of <c>User.companies</c>; null when they have no key to send.</param>
internal sealed record OfficialSdkSurface(bool HasUsers, bool HasContacts, string Members, AdapterMembers? Company)
{
    private const string Data = "Intercom.Data";

    public bool Has(string member) => Members.Split(' ').Contains(member);

    /// <summary>The surface, or null when there is nothing to adapt.</summary>
    public static OfficialSdkSurface? Read(Compilation compilation)
    {
        if (!compilation.TakesAdapter(OfficialSdkAdapterWriter.ClassName) || compilation.Accessible(Data + ".User") is not { } user) return null;
        var hasUsers = Creates(compilation, "UsersClient", user);
        var hasContacts = compilation.Accessible(Data + ".Contact") is { } contact && SymbolEqualityComparer.Default.Equals(contact.BaseType, user) && Creates(compilation, "ContactsClient", contact);
        return hasUsers || hasContacts ? new OfficialSdkSurface(hasUsers, hasContacts, string.Join(" ", MembersOf(user)), CompanyOf(user)) : null;
    }

    private static AdapterMembers? CompanyOf(INamedTypeSymbol user) =>
        user.GetMembers("companies").FirstOrDefault() is IPropertySymbol { Type: INamedTypeSymbol { TypeArguments: [INamedTypeSymbol company] } list }
        && company.ToDisplayString() == Data + ".Company"
        && list.AllInterfaces.Any(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
        && AdapterMembers.Readable(company) is var members && members.Has("company_id") ? members : null;

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
        "unsubscribed_from_emails" => property.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] },
        "companies" or "tags" => property.Type.IsReferenceType,
        _ => property.Type.SpecialType == SpecialType.System_String,
    };

    private static bool Creates(Compilation compilation, string client, INamedTypeSymbol model) =>
        model.HasPublicDefaultConstructor()
        && compilation.Accessible("Intercom.Clients." + client)?.GetMembers("Create").OfType<IMethodSymbol>().Any(m =>
            m.Parameters is [{ Type: { } type }] && SymbolEqualityComparer.Default.Equals(type, model)) == true;
}
