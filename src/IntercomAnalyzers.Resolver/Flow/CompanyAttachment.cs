using System.Text.Json.Nodes;

namespace IntercomAnalyzers.Resolver;

/// <summary>Creates or updates companies by their key and attaches them to a contact. Both requests may be repeated.</summary>
internal sealed class CompanyAttachment(ApiSession session)
{
    /// <summary>Null when all companies are attached, else the answer that ended it.</summary>
    public async Task<ApiReply?> RunAsync(string contactId, IReadOnlyList<JsonObject> companies, CancellationToken cancellationToken)
    {
        foreach (var company in companies)
        {
            var reply = await session.ReadAsync(HttpMethod.Post, ApiPath.Companies, JsonBody.Of(company), BodyShape.Company, cancellationToken).ConfigureAwait(false);
            if (reply.Kind == ReplyKind.Success)
            {
                var body = new JsonObject { ["id"] = reply.Body!.Value.GetId() };
                reply = await session.ReadAsync(HttpMethod.Post, ApiPath.CompaniesOf(contactId), JsonBody.Of(body), BodyShape.Company, cancellationToken).ConfigureAwait(false);
            }

            if (reply.Kind != ReplyKind.Success)
            {
                return reply;
            }
        }

        return null;
    }
}
