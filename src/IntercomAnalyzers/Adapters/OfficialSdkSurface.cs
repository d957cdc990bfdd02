using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>What the adapter needs to know of the SDK that a project uses. Compared by value, so that an edit elsewhere emits nothing anew.</summary>
/// <param name="HasUsers"><c>UsersClient.Create(User)</c> exists.</param>
/// <param name="HasContacts"><c>ContactsClient.Create(Contact)</c> exists.</param>
/// <param name="Members">The public settable members of <c>User</c>, sorted, joined by spaces: forks have more and fewer.</param>
internal sealed record OfficialSdkSurface(bool HasUsers, bool HasContacts, string Members)
{
    private const string Resolver = "IntercomAnalyzers.Resolver";

    public bool Has(string member) => Members.Split(' ').Contains(member);

    /// <summary>The surface, or null when there is nothing to adapt.</summary>
    public static OfficialSdkSurface? Read(Compilation compilation)
    {
        if (compilation.GetTypeByMetadataName(Resolver + ".ContactDraft") is null || compilation.GetTypeByMetadataName("Intercom.Data.User") is not { } user) return null;
        if (compilation.GetTypeByMetadataName(Resolver + ".CallSites." + OfficialSdkAdapterWriter.ClassName) is { } existing && compilation.IsSymbolAccessibleWithin(existing, compilation.Assembly)) return null;
        var hasUsers = Creates(compilation, "Intercom.Clients.UsersClient", "User");
        var hasContacts = Creates(compilation, "Intercom.Clients.ContactsClient", "Contact");
        if (!hasUsers && !hasContacts) return null;
        var members = new SortedSet<string>(StringComparer.Ordinal);
        for (var type = user; type is not null; type = type.BaseType)
        {
            members.UnionWith(type.GetMembers().OfType<IPropertySymbol>().Where(p => p is { DeclaredAccessibility: Accessibility.Public, SetMethod: not null, IsStatic: false }).Select(p => p.Name));
        }

        return new OfficialSdkSurface(hasUsers, hasContacts, string.Join(" ", members));
    }

    private static bool Creates(Compilation compilation, string client, string model) =>
        compilation.GetTypeByMetadataName(client)?.GetMembers("Create").OfType<IMethodSymbol>().Any(m =>
            m.Parameters is [{ Type: { } type }] && type.Name == model && type.ContainingNamespace?.ToDisplayString() == "Intercom.Data") == true;
}
