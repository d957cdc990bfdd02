using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Adapters;

/// <summary>What the adapter needs to know of IntercomDotNet and its surroundings. Compared by value.</summary>
/// <param name="HasNewtonsoft">The client answers with objects of Newtonsoft.Json; the adapter does the same where it can.</param>
internal sealed record IntercomDotNetSurface(bool HasNewtonsoft)
{
    /// <summary>The surface, or null when there is nothing to adapt.</summary>
    public static IntercomDotNetSurface? Read(Compilation compilation)
    {
        if (!compilation.TakesAdapter(IntercomDotNetAdapterWriter.ClassName) || compilation.Accessible("IntercomDotNet.Resources.Users") is not { } users) return null;
        var posts = users.GetMembers("Post").OfType<IMethodSymbol>().Any(m => m.Parameters is [{ Type.SpecialType: SpecialType.System_Object }]);
        return posts ? new IntercomDotNetSurface(compilation.Accessible("Newtonsoft.Json.Linq.JObject") is not null) : null;
    }
}
