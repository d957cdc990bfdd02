using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FakeIntercom.Api;

/// <summary>The company routes that a contact needs: create or update by the caller's key, and attach.</summary>
internal static class CompanyRoutes
{
    private static readonly string[] OptionalFields = ["plan", "monthly_spend", "size", "website", "industry", "remote_created_at"];

    public static Answer Upsert(ApiRequest request)
    {
        JsonElement body = request.Json;
        string? companyId = ApiJson.NullIfBlank(ApiJson.Text(body, "company_id"));
        string? name = ApiJson.NullIfBlank(ApiJson.Text(body, "name"));
        if (companyId is null && name is null)
        {
            throw new ApiErrorException(StatusCodes.Status400BadRequest, "parameter_not_found", "A company needs a company_id or a name");
        }

        Workspace workspace = request.Workspace;
        DateTimeOffset now = workspace.Now;
        StoredCompany company = workspace.Companies.FirstOrDefault(known => companyId is null ? known.Name == name : known.CompanyId == companyId)
            ?? new StoredCompany { Id = workspace.NewId(), CompanyId = companyId, CreatedAt = now, UpdatedAt = now };
        return Ok(workspace.Put(company with
        {
            Name = name ?? company.Name,
            UpdatedAt = now,
            OptionalFields = company.OptionalFields.SetItems(OptionalFields.Where(field => body.TryGetProperty(field, out _)).Select(field => KeyValuePair.Create(field, body.GetProperty(field)))),
            CustomAttributes = company.CustomAttributes.SetItems(ContactPayload.CustomAttributesOf(body)),
        }));
    }

    public static Answer Attach(ApiRequest request)
    {
        if (request.Version is { Major: 1 })
        {
            throw ApiErrorException.NotInThisVersion();
        }

        StoredContact contact = ContactRoutes.Live(request, request.RouteValue("id"));
        string id = ApiJson.NullIfBlank(ApiJson.Text(request.Json, "id"))
            ?? throw new ApiErrorException(StatusCodes.Status400BadRequest, "parameter_not_found", "company not specified");
        StoredCompany company = request.Workspace.Companies.FirstOrDefault(known => known.Id == id)
            ?? throw new ApiErrorException(StatusCodes.Status404NotFound, "company_not_found", "Company Not Found");
        if (!contact.CompanyIds.Contains(id))
        {
            request.Workspace.Replace(contact with { CompanyIds = contact.CompanyIds.Add(id) });
        }

        return Ok(company);
    }

    private static Answer Ok(StoredCompany company)
    {
        JsonObject json = new()
        {
            ["type"] = "company",
            ["id"] = company.Id,
            ["company_id"] = company.CompanyId,
            ["name"] = company.Name,
            ["created_at"] = company.CreatedAt.ToUnixTimeSeconds(),
            ["updated_at"] = company.UpdatedAt.ToUnixTimeSeconds(),
            ["custom_attributes"] = ContactJson.Object(company.CustomAttributes),
        };
        foreach ((string name, JsonElement value) in company.OptionalFields)
        {
            json[name] = JsonNode.Parse(value.GetRawText());
        }

        return Answer.Ok(json);
    }
}
