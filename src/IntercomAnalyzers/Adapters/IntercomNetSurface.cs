using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>What the adapter needs to know of Intercom-NET. Its client is told from the official SDK's by the request type. Compared by value.</summary>
/// <param name="Request">What can be read of <c>CreateRequest</c>.</param>
/// <param name="Contact">What can be set on the <c>Contact</c> that is returned.</param>
internal sealed record IntercomNetSurface(AdapterMembers Request, AdapterMembers Contact)
{
    /// <summary>The surface, or null when there is nothing to adapt.</summary>
    public static IntercomNetSurface? Read(Compilation compilation)
    {
        if (!compilation.TakesAdapter(IntercomNetAdapterWriter.ClassName)
            || compilation.Accessible("Intercom.Clients.IContactsClient") is not { } client
            || compilation.Accessible("Intercom.Requests.Contacts.CreateRequest") is not { } request
            || compilation.Accessible("Intercom.Models.Contact") is not { } contact
            || !contact.HasPublicDefaultConstructor()) return null;
        var creates = client.GetMembers("Create").OfType<IMethodSymbol>().Any(m => m.Parameters is [{ Type: { } parameter }]
            && SymbolEqualityComparer.Default.Equals(parameter, request) && SymbolEqualityComparer.Default.Equals(m.ReturnType, contact));
        return creates ? new IntercomNetSurface(AdapterMembers.Readable(request), AdapterMembers.Settable(contact)) : null;
    }
}
